namespace IqaSharp.Models;

/// <summary>How well a model's scores agree with people on one data set.</summary>
/// <param name="DataSet">The set and split, such as "KonIQ-10k test".</param>
/// <param name="Srcc">Spearman's rank correlation.</param>
/// <param name="Plcc">Pearson's linear correlation.</param>
/// <param name="Origin">Who measured it: a paper, or the command that repeats it.</param>
public sealed record Correlation(string DataSet, double Srcc, double Plcc, string Origin);

using System.CommandLine;
using IqaSharp.Datasets;

namespace IqaSharp.Cli.Commands;

/// <summary>Where a data set's folder is, and which part of the set is meant.</summary>
internal sealed class DataSetOptions
{
    public Option<string?> Root { get; } = new("--root") { Description = $"The folder of the data set; default: found below {DataSets.FolderVariable}", HelpName = "folder" };

    public Option<string?> Split { get; } = new("--split") { Description = "One split of the data set, such as train or test; default: all images", HelpName = "name" };

    /// <summary>The set, or the split of it, whose name then says so.</summary>
    public DataSet Load(ParseResult parsed, string name)
    {
        var set = DataSets.Load(name, parsed.GetValue(Root));
        return parsed.GetValue(Split) is { } split ? set.Of(split) with { Name = $"{set.Name} {split}" } : set;
    }
}

namespace IqaSharp.Training.Data.Sources;

/// <summary>One entry of a recipe's data.</summary>
internal interface IExampleSource
{
    /// <summary>What the run's manifest calls it.</summary>
    string Title { get; }

    /// <summary>Kinds and levels that its images are labelled with; empty where labels are not learned.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Adds its examples.</summary>
    void AddTo(ExampleCollector examples);
}

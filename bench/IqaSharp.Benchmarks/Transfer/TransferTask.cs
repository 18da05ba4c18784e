using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Training.Distortions;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>Something to learn from few ratings.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Examples">The images.</param>
/// <param name="NamesClasses">Whether the targets are numbers of classes.</param>
internal sealed record TransferTask(string Name, IReadOnlyList<Example> Examples, bool NamesClasses = false)
{
    private const int DistortionsOfPhotograph = 3;

    /// <summary>The sets of people's ratings, each of another kind than the photographs that the default model learned from.</summary>
    public static IEnumerable<TransferTask> Rated()
    {
        yield return Of("avt-ai-images", DataSets.Load("avt-ai-images"), _ => null);
        var generated = DataSets.Load("agiqa3k");
        generated = generated with { Items = [.. generated.Items.Where(item => item.Split != "test")] }; // other people measure on those prompts
        foreach (var generator in generated.Items.GroupBy(item => item.Distortion!.Split('_')[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            yield return Of($"agiqa3k {generator.Key}", generated with { Items = [.. generator] }, item => item.Split == "validation");
        }

        yield return Of("agiqa3k, all six", generated, item => item.Split == "validation");
        yield return Of("sr4kiqa", DataSets.Load("sr4kiqa").Of("choose"), _ => null); // the scenes of 'report' are for the final report of models
    }

    /// <summary>Kind and level of distortions of CID22's photographs, 512×512: three random ones of each.</summary>
    public static IEnumerable<TransferTask> Distorted()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable(DataSets.FolderVariable) ?? "", "imazen+codec-corpus/CID22/CID22-512");
        Distortion[] kinds = [.. DistortionGroup.Classical.Kinds.Select(kind => kind.With(new MagickJpeg2000()))];
        var random = new SplitMix64(1);
        var distorted = new List<(Example Example, int Kind, int Level)>();
        foreach (var photograph in ImageFiles.Find([folder]))
        {
            if (photograph.Error is { } error)
            {
                throw error;
            }

            for (var i = 0; i < DistortionsOfPhotograph; i++)
            {
                var (kind, level, seed) = (random.Next(kinds.Length), 1 + random.Next(Distortion.HighestLevel), distorted.Count);
                var name = Path.GetFileName(photograph.Path);
                distorted.Add((new($"CID22/{name} {kinds[kind].Name} {level}", () => kinds[kind].Apply(Image.Load(photograph.Path), level, seed), 0, name), kind, level));
            }
        }

        distorted = [.. distorted.DistinctBy(made => made.Example.Key)];
        yield return new("level of a distortion", [.. distorted.Select(made => made.Example with { Target = made.Level })]);
        yield return new("kind of a distortion", [.. distorted.Select(made => made.Example with { Target = made.Kind })], NamesClasses: true);
    }

    private static TransferTask Of(string name, DataSet set, Func<DataItem, bool?> measured)
    {
        var names = Splits.Names(set.Items);
        return new(name, [.. set.Items.Select((item, i) =>
            new Example($"{set.Name}/{Path.GetFileName(item.Image)} {item.Distortion}", () => Image.Load(item.Image), item.Score, item.Scene ?? names[i], measured(item)))]);
    }
}

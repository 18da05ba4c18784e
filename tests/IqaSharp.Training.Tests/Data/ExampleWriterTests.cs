using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tests.Runs;
using Xunit;

namespace IqaSharp.Training.Tests.Data;

public sealed class ExampleWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Triples_become_files_and_a_manifest_that_names_them()
    {
        Directory.CreateDirectory(_folder["photographs"]);
        Image.Load(Repository.Sample("coffee.png")).Save(_folder["photographs/a, b.png"]);
        File.WriteAllText(_folder["triples.yaml"], """
            name: triples
            architecture: ckdn
            data: [{ restore: { photographs: [PHOTOGRAPHS], degraded: 2, restored: 2, side: 96 } }]
            loss: { mse: 1 }
            stages: [{ epochs: 1, lists: 1 }]
            """.Replace("PHOTOGRAPHS", _folder["photographs"], StringComparison.Ordinal));
        string Write()
        {
            var examples = ExampleLoader.Load(_folder["triples.yaml"], RecipeFile.Read(_folder["triples.yaml"]), _folder["cache"], new SilentView());
            return ExampleWriter.Write([.. examples.Lists.Select(list => (list, "train"))], examples.All, _folder["out"], _ => { }, CancellationToken.None);
        }

        var small = File.ReadAllText(_folder["triples.yaml"]);
        File.WriteAllText(_folder["triples.yaml"], small.Replace("side: 96", "side: 64", StringComparison.Ordinal));
        Assert.Contains("rated-by ensemble: ", Assert.Throws<BadInputException>(Write).Message, StringComparison.Ordinal); // 64×43 pixels are too few for it
        File.WriteAllText(_folder["triples.yaml"], small);

        Assert.Empty(ExampleLoader.Load(_folder["triples.yaml"], RecipeFile.Read(_folder["triples.yaml"]), _folder["cache"], new SilentView(), heldOutOnly: true).All); // nothing is held out

        var set = DataSets.Load(Write());
        Assert.Equal(4, set.Items.Count);
        Assert.Empty(set.Missing());
        Assert.All(set.Items, item =>
        {
            Assert.InRange(item.Score, 0, 1);
            Assert.Equal("train", item.Split);
            Assert.StartsWith(_folder["out"], item.Image, StringComparison.Ordinal);
            Assert.Equal(96, Image.Load(item.Image).Width);
            Assert.Equal(96, set.Degraded!(item).Width);
            Assert.NotEqual(Image.Load(item.Reference!).Pixels.ToArray(), set.Degraded!(item).Pixels.ToArray());
        });
        Assert.Equal(2, set.Items.Select(item => item.Degraded).Distinct().Count());
        Assert.Single(set.Items.Select(item => item.Reference).Distinct());

        var written = File.ReadAllText(_folder["out/manifest.csv"]);
        Assert.Equal(written, File.ReadAllText(Write()));
        Assert.Equal(1 + 2 + 4, Directory.GetFiles(_folder["out"], "*.png", SearchOption.AllDirectories).Length);
    }
}

using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Tests.Restorations;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tests.Runs;
using Xunit;

namespace IqaSharp.Training.Tests.Data;

public sealed class ExampleLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExampleLoaderTests()
    {
        Directory.CreateDirectory(_folder["photographs"]);
        Image.Load(Repository.Sample("coffee.png")).Save(_folder["photographs/coffee.png"]);
        File.WriteAllLines(_folder["ratings.csv"], ["image,score", $"{Repository.Sample("coffee.png")},1", $"{Repository.Sample("coffee-blur.png")},5", $"{Repository.Sample("rocket.jpg")},2"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rated_images_have_scores_as_shares_and_their_weight()
    {
        var examples = Load("[{ set: ratings.csv, weight: 2 }]");
        Assert.Equal([0, 0, 1, 1, 2, 2], examples.Rated);
        Assert.Equal([0, 1, 0.25f], examples.All.Select(example => Assert.IsType<RatedPhotograph>(example).Score!.Value));
        Assert.Equal(["ratings.csv"], examples.Sources);
    }

    /// <summary>A file of ratings says no scale; what a recipe says of it is believed, unless scores lie outside.</summary>
    [Fact]
    public void The_scale_of_ratings_is_the_recipes()
    {
        Assert.Equal([0.1f, 0.5f, 0.2f], Load("[{ set: ratings.csv, range: [0, 10] }]").All.Select(example => example.Score!.Value));
        Assert.Contains("range: the scores of ratings.csv are from 1 to 5, outside of 2 to 10", Assert.ThrowsAny<BadInputException>(() => Load("[{ set: ratings.csv, range: [2, 10] }]")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", range: [0, 10]")]
    public void From_equal_scores_nothing_is_learned(string range)
    {
        File.WriteAllLines(_folder["equal.csv"], ["image,score", $"{Repository.Sample("coffee.png")},3", $"{Repository.Sample("rocket.jpg")},3"]);
        Assert.Contains("equal.csv: all scores are the same: there is nothing to learn", Assert.ThrowsAny<BadInputException>(() => Load($"[{{ set: equal.csv{range} }}]")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_a_photograph_share_their_pristine_image_and_sources_of_one_metric_their_scale()
    {
        var photographs = $"photographs: [{_folder["photographs"]}], side: 48, rated-by: ssim";
        var examples = Load($"[{{ set: ratings.csv }}, {{ distort: {{ {photographs}, kinds: [jpeg, gaussian-blur] }} }}, {{ restore: {{ {photographs}, kinds: [jpeg], degraded: 1, restored: 2 }} }}]");
        Assert.Equal([6, 6, 2], examples.Lists.Select(list => list.Length));
        Assert.Equal(examples.Lists[0][0], examples.Lists[1][0]);
        Assert.Equal([0, 1, 2, 3, 4, 5], examples.Lists[0].Select(i => Assert.IsType<DistortedPhotograph>(examples.All[i]).Level));
        Assert.Equal(1, examples.All[examples.Lists[0][0]].Score);
        Assert.All(examples.Lists[2], i =>
        {
            var restored = Assert.IsType<RestoredPhotograph>(examples.All[i]);
            Assert.Equal((2, 1, examples.Lists[0][0]), (restored.Source, restored.Scale, restored.Reference));
            Assert.IsType<DegradedPhotograph>(examples.All[restored.ShownReference]);
        });
        Assert.Empty(examples.Labels);
        Assert.Equal(["ratings.csv", "distorted photographs", "restored photographs"], examples.Sources);
    }

    [Theory]
    [InlineData("distort", "gone", "no such file or folder")]
    [InlineData("restore", "gone", "no such file or folder")]
    [InlineData("restore", "empty", "no images in this folder")]
    public void A_folder_of_photographs_that_has_none_is_named(string kind, string folder, string reason)
    {
        Directory.CreateDirectory(_folder["empty"]);
        var message = Assert.ThrowsAny<BadInputException>(() => Load($"[{{ {kind}: {{ photographs: [{_folder["photographs"]}, {_folder[folder]}], rated-by: ssim }} }}]")).Message;
        Assert.Equal($"{_folder[folder]}: {reason}", message);
    }

    /// <summary>Labels are kept under what the images are made of: another network of the same name, another size, another photograph of the same name.</summary>
    [Fact]
    public void What_is_made_otherwise_is_rated_anew()
    {
        TestNetworks.WriteEnlarging(_folder["a.onnx"], 1);
        TestNetworks.WriteEnlarging(_folder["b.onnx"], 1, offset: 20);
        float[] Scores(string file, int side) =>
            [.. Load($"[{{ restore: {{ photographs: [{_folder["photographs"]}], side: {side}, rated-by: ssim, kinds: [jpeg], models: [{{ name: own, file: {_folder[file]}, white: 255 }}], methods: [own], degraded: 1 }} }}]").All.OfType<RestoredPhotograph>().Select(image => image.Score!.Value)];
        var first = Scores("a.onnx", 64);
        Assert.NotEmpty(first);
        Assert.Equal(first, Scores("a.onnx", 64));
        Assert.NotEqual(first, Scores("b.onnx", 64));
        Assert.NotEqual(first, Scores("a.onnx", 48));
        Image.Load(Repository.Sample("rocket.jpg")).Save(_folder["photographs/coffee.png"]);
        Assert.NotEqual(first, Scores("a.onnx", 64));
    }

    /// <summary>What a network of a file restores, and unfaithful versions; what is left out is not drawn, and a test source has held-out photographs only.</summary>
    [Fact]
    public void Restorations_come_from_methods_models_and_alterations()
    {
        TestNetworks.WriteEnlarging(_folder["twice.onnx"], 2);
        var photographs = $"photographs: [{_folder["photographs"]}], side: 64, rated-by: ssim, kinds: [reduction, jpeg], degraded: 2";
        var models = $"models: [{{ name: twice, file: {_folder["twice.onnx"]}, white: 255 }}]";
        var examples = Load($"[{{ restore: {{ {photographs}, {models}, restored: 40, altered: 9, except: [bicubic, warp] }} }}]");
        var restored = examples.Lists.SelectMany(list => list).Select(i => Assert.IsType<RestoredPhotograph>(examples.All[i])).ToList();
        Assert.Equal(["reduction", "jpeg"], restored.Select(image => image.Damage).Distinct().Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(restored.Where(image => image.Damage == "reduction").All(image => image.Severity == 2), restored.Exists(image => image.Restorer == "twice"));
        Assert.DoesNotContain(restored, image => image.Restorer is "bicubic" or "warp");
        foreach (var alteration in new[] { "blend", "borrowed-texture", "recolour", "smear" })
        {
            Assert.Equal(2, restored.Count(image => image.Restorer == alteration));
        }

        Assert.All(restored, image => Assert.Equal((64, 43), (image.Load().Width, image.Load().Height)));
        Assert.All(restored, image => Assert.Equal(image.Load().Pixels.ToArray(), image.Load().Pixels.ToArray()));
        Assert.Equal(restored.Count, restored.Select(image => image.Name).Distinct().Count());

        Assert.All(Load($"[{{ restore: {{ {photographs}, methods: [nlm, dct] }} }}]").Lists.SelectMany(list => list), i => Assert.Contains(examples.All[i] is RestoredPhotograph image ? image.Restorer : "", restored.Select(image => image.Restorer)));
        Assert.Empty(Load($"[{{ restore: {{ {photographs} }}, test: true }}]").All); // nothing is held out
        Assert.Contains("nlm is the name of a method", Assert.Throws<BadInputException>(() => Load($"[{{ restore: {{ {photographs}, models: [{{ name: nlm, file: b }}] }} }}]")).Message, StringComparison.Ordinal);
        Assert.Contains("nothing restores by 'magic'", Assert.Throws<BadInputException>(() => Load($"[{{ restore: {{ {photographs}, except: [magic] }} }}]")).Message, StringComparison.Ordinal);
        Assert.Contains("black is less than white", Assert.Throws<BadInputException>(() => Load($"[{{ restore: {{ {photographs}, models: [{{ name: a, file: b, black: 1 }}] }} }}]")).Message, StringComparison.Ordinal);
        Assert.Contains("rated-by is a full-reference metric with a range", Assert.Throws<BadInputException>(() => Load($"[{{ restore: {{ {photographs.Replace("ssim", "musiq-s", StringComparison.Ordinal)} }} }}]")).Message, StringComparison.Ordinal);
    }

    /// <summary>The best rated images of a set are distorted, and those that the set holds out are held out of them too.</summary>
    [Theory]
    [InlineData("score", "b.png", "c.png")]
    [InlineData("dmos", "a.png", "b.png")]
    public void A_rated_set_gives_its_best_images(string column, params string[] best)
    {
        foreach (var name in new[] { "a.png", "b.png", "c.png", "d.png" })
        {
            Image.Load(Repository.Sample("coffee.png")).Save(_folder[name]);
        }

        File.WriteAllLines(_folder["set.csv"], [$"image,{column}", "a.png,1", "b.png,2", "c.png,3", column == "score" ? "d.png,0" : "d.png,4"]);
        var set = _folder["set.csv"];
        var examples = Load($"[{{ set: {set}, validation: 0.5 }}, {{ distort: {{ best-of: {{ set: {set}, images: 2 }}, kinds: [jpeg] }}, validation: 0.5 }}]");
        string[] Pristine(IEnumerable<IReadOnlyList<int>> lists) => [.. lists.Select(list => examples.All[list[0]].Name).Order(StringComparer.Ordinal)];
        Assert.Equal(best, Pristine(examples.Lists.Concat(examples.ValidationLists)));
        var heldOut = examples.Validation.Select(i => examples.All[i].Name).ToHashSet();
        Assert.All(Pristine(examples.Lists), name => Assert.DoesNotContain(name, heldOut));
        Assert.All(Pristine(examples.ValidationLists), name => Assert.Contains(name, heldOut));
    }

    /// <summary>What is recovered lies between a restoration and the original, and leaves the draws of the others as they are.</summary>
    [Fact]
    public void Recovered_versions_come_nearer_the_original()
    {
        var keys = $"photographs: [{_folder["photographs"]}], side: 64, rated-by: ssim, kinds: [jpeg], degraded: 1, restored: 40, altered: 2";
        Examples Loaded(string more) => Load($"[{{ restore: {{ {keys}{more} }} }}]");
        var examples = Loaded(", recovered: 30");
        var all = examples.All.OfType<RestoredPhotograph>().ToList();
        var recovered = all.Where(image => image.Restorer == "recovered").ToList();
        var others = all.Except(recovered).ToList();
        Assert.Equal(Loaded("").All.OfType<RestoredPhotograph>().Select(image => (image.Name, image.Score)), others.Select(image => (image.Name, image.Score)));
        Assert.Equal(30, recovered.Count);
        Assert.All(recovered, image => Assert.InRange(double.Parse(image.Name.Split(' ')[^1], CultureInfo.InvariantCulture), 0.25, 1));

        double Error(IEnumerable<RestoredPhotograph> images) => images.Average(image => Distance(image.Load(), examples.All[image.Reference!.Value].Load()));
        Assert.True(Error(recovered) < 0.7 * Error(others.SkipLast(2)), $"{Error(recovered)} {Error(others)}"); // 0.375 of the restorations' on average

        static double Distance(Image a, Image b) => Enumerable.Range(0, a.Pixels.Length).Average(i => Math.Abs(a.Pixels[i] - b.Pixels[i]));
    }

    /// <summary>A model's scores are pseudo-labels like a metric's.</summary>
    [Fact]
    public void A_model_rates_too()
    {
        var examples = Load($"[{{ distort: {{ photographs: [{_folder["photographs"]}], side: 384, kinds: [jpeg], rated-by: iqt-s }} }}]");
        var scores = examples.Lists[0].Select(i => examples.All[i].Score!.Value).ToList();
        Assert.InRange(scores[0], 0.9, 1);
        Assert.True(scores[5] < scores[1] - 0.2, string.Join(" ", scores));
    }

    [Fact]
    public void Labels_are_kinds_and_levels_after_pristine()
    {
        var examples = Load($"[{{ distort: {{ photographs: [{_folder["photographs"]}], kinds: [jpeg], named: true }} }}]");
        Assert.Equal(["pristine", "jpeg 1", "jpeg 2", "jpeg 3", "jpeg 4", "jpeg 5"], examples.Labels);
        Assert.Equal([0, 1, 2, 3, 4, 5], examples.Lists[0].Select(i => ((DistortedPhotograph)examples.All[i]).Label!.Value));
        Assert.All(examples.All, example => Assert.Null(example.Score));
    }

    /// <summary>A recipe without kinds means what it meant before there were others.</summary>
    [Fact]
    public void Kinds_are_the_classical_ones_unless_a_group_or_a_kind_is_named()
    {
        Assert.Equal(DistortionGroup.Classical.Kinds.Select(kind => kind.Name), Kinds(""));
        Assert.Equal([.. DistortionGroup.Local.Kinds.Select(kind => kind.Name), "moire"], Kinds("kinds: [local, moire],"));
        Assert.Equal(DistortionGroup.Global.Kinds.Select(kind => kind.Name), Kinds("kinds: [local, global], except: [local],"));
        Assert.Contains("near: local", Assert.Throws<BadInputException>(() => Kinds("kinds: [locl],")).Message, StringComparison.Ordinal);
        Assert.Contains("leaves none", Assert.Throws<BadInputException>(() => Kinds("except: [classical],")).Message, StringComparison.Ordinal);

        IEnumerable<string> Kinds(string key) => Load($"[{{ distort: {{ photographs: [{_folder["photographs"]}], {key} named: true }} }}]").Labels.Skip(1).Select(label => label.Split(' ')[0]).Distinct();
    }

    private Examples Load(string data)
    {
        File.WriteAllText(_folder["recipe.yaml"], $"name: test\narchitecture: musiq\ndata: {data}\nstages: [{{ lists: 1 }}]\n");
        return ExampleLoader.Load(_folder["recipe.yaml"], RecipeFile.Read(_folder["recipe.yaml"]), _folder["cache"], new SilentView());
    }
}

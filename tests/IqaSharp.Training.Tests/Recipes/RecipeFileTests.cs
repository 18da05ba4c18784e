using IqaSharp.Core;
using IqaSharp.Tests;
using IqaSharp.Training.Optimisation;
using IqaSharp.Training.Recipes;
using Xunit;

namespace IqaSharp.Training.Tests.Recipes;

public sealed class RecipeFileTests : IDisposable
{
    private const string Small = """
        name: small
        architecture: musiq
        data: [{ set: ratings.csv, validation: 0.1 }]
        stages: [{ epochs: 2, warm-up: 0.1, rates: { backbone.: 0.5 } }]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_recipe_is_read_and_overridden()
    {
        var recipe = Read(Small, "stages.0.epochs=7", "seed=3", "loss.l1=1", "data.0.limit=5", "stages.0.optimiser=sgd");
        Assert.Equal(("small", 3L, 7, 0.1), (recipe.Name, recipe.Seed, recipe.Stages[0].Epochs, recipe.Stages[0].WarmUp));
        Assert.Equal((1.0, 5, OptimiserKind.Sgd), (recipe.Loss.L1, recipe.Data[0].Limit, recipe.Stages[0].Optimiser));
        Assert.Equal(0.5, recipe.Stages[0].Rates["backbone."]);
        Assert.NotEqual(RecipeFile.Digest(recipe), RecipeFile.Digest(Read(Small)));
        Assert.Equal(RecipeFile.Digest(Read(Small + "\n# a remark")), RecipeFile.Digest(Read(Small)));
    }

    [Fact]
    public void Sources_take_the_keys_they_lack_from_the_top()
    {
        const string Shared = "restore: { photographs: [a], except: [nlm], degraded: 2 }\ndistort: { photographs: [b] }\n";
        const string Data = "data=[{ restore: { kinds: [jpeg], degraded: 3 } }, { restore: { except: [] } }, { distort: { kinds: [moire] } }]";
        var recipe = Read(Shared + Small, Data, "restore.reference=pristine");
        Assert.Equal(RecipeFile.Digest(Read(
            Small,
            "data=[{ restore: { photographs: [a], kinds: [jpeg], except: [nlm], degraded: 3, reference: pristine } }, { restore: { photographs: [a], except: [], degraded: 2, reference: pristine } }, { distort: { photographs: [b], kinds: [moire] } }]")), RecipeFile.Digest(recipe));
    }

    [Theory]
    [InlineData("mood: good", "unknown key 'mood'")]
    [InlineData("restore: [1]", "restore is not what it should be")]
    [InlineData("loss: { l3: 1 }", "unknown key 'loss.l3'")]
    [InlineData("seed: high", "seed is not what it should be")]
    [InlineData("frozen: [1]", "frozen is not what it should be")]
    [InlineData("name: \"a/b\"", "name is letters, digits")]
    [InlineData("seed: [", "not YAML: line")]
    public void A_wrong_key_or_value_is_named(string line, string reason)
    {
        var text = line.StartsWith("name", StringComparison.Ordinal) ? Small.Replace("name: small", line, StringComparison.Ordinal) : $"{Small}\n{line}";
        var error = Assert.Throws<BadInputException>(() => Read(text));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(_folder["recipe.yaml"], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stages.0.epochs=0", "stages[0].epochs is 1 or more")]
    [InlineData("stages.0.crop=100", "stages[0].crop is a multiple of 32")]
    [InlineData("stages.0.ema=1", "stages[0].ema")]
    [InlineData("data.0.weight=0", "data[0].weight is above 0")]
    [InlineData("data.0.test=true", "data[0].test is for photographs to distort or to restore")]
    [InlineData("data.0.range=[1]", "data[0].range is the lowest and the highest score")]
    [InlineData("data.0.range=[5, 1]", "data[0].range is the lowest and the highest score")]
    [InlineData("data.0.range=[0, .inf]", "data")]
    [InlineData("data=[{ choices: a.csv, range: [0, 1] }]", "data[0].range is the lowest and the highest score of a set's scale")]
    [InlineData("data.0.validation=1", "data[0].validation is between 0 and 0.9")]
    [InlineData("data.0.distort={ photographs: [a] }", "data[0] is either a set, or photographs")]
    [InlineData("data=[{ restore: { photographs: [a], side: 0 } }]", "data[0]: side is 16 or more")]
    [InlineData("data=[{ distort: { photographs: [a], side: -1 } }]", "data[0]: side is 16 or more")]
    [InlineData("data=[{ distort: { photographs: [a], kinds-per-photograph: 0 } }]", "kinds-per-photograph is 1 or more")]
    [InlineData("data=[{ distort: { kinds: [jpeg] } }]", "data[0].distort has neither photographs nor best-of")]
    [InlineData("data=[{ distort: { best-of: { set: a, images: 0 } } }]", "best-of has a set, and images is 1 or more")]
    [InlineData("data=[{ distort: { best-of: { images: 2 } } }]", "best-of")]
    [InlineData("data=[{ restore: { photographs: [''] } }]", "a folder of photographs has no name")]
    [InlineData("data=[{ restore: { photographs: [a], degraded: 0 } }]", "degraded is 1 or more")]
    [InlineData("data=[{ restore: { photographs: [a], altered: -1 } }]", "degraded is 1 or more, and so are restored, altered and recovered together")]
    [InlineData("data=[{ restore: { photographs: [a], restored: 0 } }]", "restored, altered and recovered together")]
    [InlineData("data=[{ restore: { photographs: [a], models: [{ file: a }] } }]", "lacks name")]
    [InlineData("data=[{ restore: { photographs: [a], models: [{ name: a, file: '' }] } }]", "a file has no name")]
    [InlineData("data=[{ restore: { photographs: [a], models: [{ name: ../a, file: a }] } }]", "a name is letters, digits")]
    [InlineData("data=[{ restore: { photographs: [a], models: [{ name: a, file: a }, { name: a, file: b }] } }]", "each has a name of its own")]
    [InlineData("stages.4.epochs=1", "there is no 'stages.4.epochs'")]
    [InlineData("stages", "is not key=value")]
    [InlineData("stages.-1.epochs=1", "there is no 'stages.-1.epochs'")]
    [InlineData("stages.-1=1", "there is no 'stages.-1'")]
    [InlineData("stages.0=null", "stages[0] is empty")]
    [InlineData("name=[", "not YAML")]
    [InlineData("name=&a [*a]", "anchors")]
    public void A_value_out_of_bounds_is_explained(string change, string reason) =>
        Assert.Contains(reason, Assert.Throws<BadInputException>(() => Read(Small, change)).Message, StringComparison.Ordinal);

    /// <summary>Anchors that refer to themselves or to each other, nesting, and what JSON does not have.</summary>
    [Theory]
    [InlineData("&a [*a]", "anchors")]
    [InlineData("a: &a [x]\nb: *a", "anchors")]
    [InlineData("a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f]", "anchors")]
    [InlineData("seed: *nothing", "anchors")]
    [InlineData("? [a, b]\n: 1", "a key that is not a word")]
    [InlineData("seed: 1\nseed: 2", "'seed' is there twice")]
    [InlineData("licence: \"a\\0b\"", "a NUL character")]
    [InlineData("a: 1\n---\nb: 2", "one document")]
    [InlineData("", "one document")]
    [InlineData("[1]", "not a recipe")]
    [InlineData("seed: `1", "not YAML")] // characters that YAML reserves
    [InlineData("seed: @1", "not YAML")]
    [InlineData("data: [null]", "data[0] is empty")]
    [InlineData("start: [{ file: a.pth }, ~]", "start[1] is empty")]
    [InlineData("data: [{ distort: { photographs: [] , kinds: [null] } }]", "kinds[0] is empty")]
    public void A_hostile_recipe_is_refused(string text, string reason)
    {
        var error = Assert.Throws<BadInputException>(() => Read(text));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('?')]
    [InlineData('-')]
    [InlineData(':')]
    [InlineData('!')]
    [InlineData('&')]
    [InlineData('\'')]
    public void A_megabyte_of_nesting_is_refused_at_once(char c)
    {
        foreach (var text in new[] { new string(c, 1_000_000), string.Concat(Enumerable.Repeat($"{c} ", 500_000)), string.Concat(Enumerable.Repeat($"{c}\n", 500_000)) })
        {
            Bounded.Run(() => Assert.InRange(Assert.Throws<BadInputException>(() => Read(text)).Message.Length, 0, 1000));
        }
    }

    [Fact]
    public void A_metric_that_cannot_rate_is_refused()
    {
        const string Lists = """
            name: small
            architecture: musiq
            data: [{ distort: { photographs: [a], rated-by: METRIC } }]
            stages: [{ lists: 1 }]
            """;
        Assert.Equal("ensemble", Read(Lists.Replace("METRIC", "ensemble", StringComparison.Ordinal)).Data[0].Distort!.RatedBy);
        foreach (var metric in new[] { "niqe", "nonsense" })
        {
            Assert.Contains("rated-by is a full-reference metric", Assert.Throws<BadInputException>(() => Read(Lists.Replace("METRIC", metric, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The repository's own recipes have only known keys.</summary>
    [Fact]
    public void The_repository_s_recipes_are_read()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, "recipes"), "*.yaml"))
        {
            if (Path.GetFileName(path).StartsWith("ablation", StringComparison.Ordinal))
            {
                var grid = RecipeFile.ReadAblation(path);
                Assert.All(grid.Variants, variant => RecipeFile.Read(Path.Combine(Repository.Root, "recipes", grid.Recipe), [.. grid.Set, .. variant.Set ?? []]));
            }
            else
            {
                Assert.NotEmpty(RecipeFile.Read(path).Description);
            }
        }
    }

    /// <summary>A megabyte of text must not become gigabytes.</summary>
    [Fact]
    public void What_many_sources_share_is_bounded()
    {
        var sources = string.Join(", ", Enumerable.Repeat("{ restore: {} }", 20_000));
        Assert.Contains("too large", Assert.Throws<BadInputException>(() => Read($"restore: {{ photographs: [{new string('a', 400_000)}] }}\n{Small}", $"data=[{sources}]")).Message, StringComparison.Ordinal);
    }

    private Recipe Read(string text, params string[] overrides)
    {
        File.WriteAllText(_folder["recipe.yaml"], text);
        return RecipeFile.Read(_folder["recipe.yaml"], overrides);
    }
}

using IqaSharp.Imaging;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using Xunit;

namespace IqaSharp.Training.Tests.Data;

public sealed class VariantTests
{
    private static readonly Image Two = new(2, 1, [10, 20, 30, 200, 100, 50]);

    [Fact]
    public void Mirroring_exchanges_left_and_right() => Assert.Equal([200, 100, 50, 10, 20, 30], Variants.Mirrored(Two).Pixels.ToArray());

    [Fact]
    public void Grey_is_luma() => Assert.Equal([18, 18, 18, 124, 124, 124], Variants.Grey(Two).Pixels.ToArray());

    [Fact]
    public void A_step_shows_one_version_of_each_image_and_another_of_some()
    {
        var collector = new ExampleCollector();
        for (var i = 0; i < 40; i++)
        {
            var index = collector.AddRated(new RatedPhotograph($"photo {i}", () => Two, 0) { Score = 0.5f }, 1, heldOut: false);
            collector.AddVariants(index, new VariantsRecipe { Mirrored = 1, Grey = 0.5 }, seed: 1);
        }

        var examples = collector.ToExamples([]);
        Assert.Equal(40, examples.Variants.Count);
        Assert.InRange(examples.All.Count(image => image.Name.EndsWith(" grey", StringComparison.Ordinal)), 10, 30);
        var steps = Plan.Epoch(examples, new StageRecipe { Batch = 8, VariantPairs = 3 }, seed: 1, epoch: 0);
        Assert.Equal(5, steps.Count);
        Assert.All(steps, step =>
        {
            Assert.Equal((11, 8, 3), (step.Examples.Length, step.Rated, step.Variants.Count));
            Assert.All(step.Variants, pair => Assert.Equal(Photo(examples, step, pair.First), Photo(examples, step, pair.Second)));
            Assert.All(step.Variants, pair => Assert.NotEqual(step.Examples[pair.First], step.Examples[pair.Second]));
        });
        var shown = steps.SelectMany(step => step.Examples.Take(step.Rated)).ToList();
        Assert.Equal(40, shown.Select(i => Name(examples, i)).Distinct().Count());
        Assert.InRange(shown.Count(i => examples.All[i].Name.EndsWith(" mirrored", StringComparison.Ordinal)), 8, 30);
    }

    [Fact]
    public void A_step_shows_another_version_of_some_images_of_lists_and_is_otherwise_the_same()
    {
        var (collector, photographs) = (new ExampleCollector(), new List<int>());
        for (var i = 0; i < 40; i++)
        {
            var index = collector.AddRated(new RatedPhotograph($"photo {i}", () => Two, 0) { Score = 0.5f }, 1, heldOut: false);
            collector.AddVariants(index, new VariantsRecipe { Mirrored = 1, Grey = 1 }, seed: 1);
            photographs.Add(index);
        }

        foreach (var list in photographs.Chunk(4))
        {
            collector.AddList(list, heldOut: false);
        }

        var examples = collector.ToExamples([]);
        var stage = new StageRecipe { Batch = 8, Lists = 2, ListImages = 4, VariantPairs = 1 };
        var (without, with) = (Plan.Epoch(examples, stage, seed: 1, epoch: 0)[0], Plan.Epoch(examples, stage with { ListPairs = 3 }, seed: 1, epoch: 0)[0]);
        Assert.Equal((17, 1), (without.Examples.Length, without.Variants.Count));
        Assert.Equal((20, 4), (with.Examples.Length, with.Variants.Count));
        Assert.Equal(without.Examples, with.Examples.Take(17));
        Assert.All(with.Variants.Skip(1), pair => Assert.InRange(pair.First, 8, 15));
        Assert.All(with.Variants, pair => Assert.Equal(Photo(examples, with, pair.First), Photo(examples, with, pair.Second)));
    }

    private static string Photo(Examples examples, Step step, int position) => Name(examples, step.Examples[position]);

    private static string Name(Examples examples, int index) => string.Join(' ', examples.All[index].Name.Split(' ').Take(2));
}

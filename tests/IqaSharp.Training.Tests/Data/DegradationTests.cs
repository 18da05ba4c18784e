using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Training.Data;
using IqaSharp.Training.Data.Sources;
using Xunit;

namespace IqaSharp.Training.Tests.Data;

public sealed class DegradationTests
{
    private static readonly Image s_photograph = Image.Load(Path.Combine(Repository.Root, "samples", "coffee.png"));

    public static TheoryData<string> Kinds => [.. Degradation.All.Select(kind => kind.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_seed_draws_the_same_damage(string kind)
    {
        var degradation = Degradation.All.Single(known => known.Kind == kind);
        var drawn = degradation.Draw(new Seeds(1, kind));
        var damaged = drawn.Apply(s_photograph);
        Assert.Equal(degradation.Reduces, damaged.Width < s_photograph.Width);
        Assert.Equal(damaged.Pixels, degradation.Draw(new Seeds(1, kind)).Apply(s_photograph).Pixels);
        Assert.False(damaged.Pixels.SequenceEqual(s_photograph.Pixels));
    }

    [Theory]
    [InlineData("gaussian-blur+white-noise")]
    [InlineData("white-noise+jpeg")]
    [InlineData("reduction+jpeg")]
    public void A_mixture_is_its_first_kind_and_then_its_second(string kind)
    {
        var drawn = Degradation.All.Single(known => known.Kind == kind).Draw(new Seeds(1, kind));
        var first = drawn with { Steps = drawn.Steps[..1] };
        Assert.Equal(2, drawn.Steps.Length);
        Assert.False(drawn.Apply(s_photograph).Pixels.SequenceEqual(first.Apply(s_photograph).Pixels));
    }
}

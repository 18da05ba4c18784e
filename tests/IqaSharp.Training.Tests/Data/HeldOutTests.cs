using System.Globalization;
using IqaSharp.Datasets;
using IqaSharp.Training.Data;
using Xunit;

namespace IqaSharp.Training.Tests.Data;

public class HeldOutTests
{
    /// <summary>Runs of before and calibrations of today hold out the same images.</summary>
    [Fact]
    public void Images_are_held_out_by_the_seed_and_the_name_alone()
    {
        foreach (var seed in new[] { 0L, 1, 12345678901 })
        {
            var names = Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"ss{i % 4:00} ({i}).jpg")).ToList();
            Assert.All(names, name => Assert.Equal(new Seeds(seed, "validation", name).Unit() < 0.1, Splits.IsHeldOut(seed, 0.1, name)));
            Assert.InRange(names.Count(name => Splits.IsHeldOut(seed, 0.1, name)), 150, 250);
        }
    }
}

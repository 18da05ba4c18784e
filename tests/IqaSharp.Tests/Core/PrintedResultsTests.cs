using IqaSharp.Core;
using Xunit;

namespace IqaSharp.Tests.Core;

/// <summary>What results look like where a program prints them.</summary>
public class PrintedResultsTests
{
    [Fact]
    public void A_score_prints_its_number_and_its_doubt()
    {
        Assert.Equal("71.3412", new QualityScore(71.34123).ToString());
        Assert.Equal("71.34 (58 to 84.5), unfamiliar", new QualityScore(71.34) { Interval = new(58, 84.5), Familiarity = 1 }.ToString());
        Assert.Equal("71.34 (58 to 84.5)", $"{new QualityScore(71.34) { Interval = new(58, 84.5), Familiarity = 50, Distribution = [0.5, 0.5] }}");
    }

    [Fact]
    public void An_embedding_prints_what_it_is() =>
        Assert.Equal("6 numbers (0.123, -0.5, 0, 7, …) and 2 scales of 3", new Embedding([0.1234f, -0.5f, -0.0001f, 7, 8, 9], [[1, 2, 3], [4, 5, 6]]).ToString());

    [Theory]
    [InlineData(-0.0001, "0.000", "0.000")]
    [InlineData(-0.0, "0.##", "0")]
    [InlineData(-0.5, "0.##", "-0.5")]
    [InlineData(-10, "0", "-10")]
    [InlineData(double.NegativeInfinity, "0", "-Infinity")]
    public void What_is_rounded_to_zero_has_no_sign(double number, string format, string expected) => Assert.Equal(expected, Printable.Of(number, format));
}

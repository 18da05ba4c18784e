using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

public class BracesTests
{
    /// <summary>As bash expands them.</summary>
    [Theory]
    [InlineData("*.png", "*.png")]
    [InlineData("*.{jpg,png}", "*.jpg", "*.png")]
    [InlineData("{a,b}/{1,2}", "a/1", "a/2", "b/1", "b/2")]
    [InlineData("{a,b{1,2}}.x", "a.x", "b1.x", "b2.x")]
    [InlineData("a{,b}", "a", "ab")]
    [InlineData("{scene}_*", "{scene}_*")]
    [InlineData("{a,b", "{a,b")]
    [InlineData("a}b,{c", "a}b,{c")]
    [InlineData("{x}{a,b}", "{x}a", "{x}b")]
    public void Alternatives_stand_for_patterns(string pattern, params string[] expected) => Assert.Equal(expected, Braces.Expand(pattern));
}

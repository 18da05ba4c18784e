using Xunit;

namespace IqaSharp.Tests.Models;

/// <summary>The check values of ../shared/reference/README.md.</summary>
public class SeededWeightsTests
{
    [Fact]
    public void The_hash_agrees() => Assert.Equal(15190259207091184883ul, SeededWeights.Hash("head.weight"));

    [Fact]
    public void The_numbers_agree()
    {
        float[] expected = [0.4556694f, 0.56271374f, -0.00178564f];
        Assert.All(expected.Select((value, i) => (value, i)), e => Assert.Equal(e.value, SeededWeights.Unit(SeededWeights.Hash("head.weight"), e.i), 1e-7f));
    }

    [Fact]
    public void A_tensor_agrees()
    {
        float[] expected = [0.6128427f, 0.7563344f, -0.7756032f];
        Assert.All(expected.Zip(SeededWeights.Tensor("embedding.weight", [2, 3]).ToFloats()), e => Assert.Equal(e.First, e.Second, 1e-6f));
    }
}

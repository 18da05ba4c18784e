using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

public class MadTests
{
    /// <summary>What the authors' MATLAB (hi_index.m, lo_index.m of STMAD_2011) gives in Octave on synthetic patterns:
    /// imazen/zenmetrics, crates/mad-iqa/validation. That program, for video, scales the detection by 10, the one for images (MAD_index.m, 2011) by 200.</summary>
    [Theory]
    [InlineData(1, 2, 64, 64, 131572.283897184563, 9.688765373323)]
    [InlineData(4, 2, 96, 80, 102819.537075095577, 8.893306321210)]
    [InlineData(1, 2, 256, 256, 101143.088739909173, 9.065290225621)]
    [InlineData(2, 3, 256, 256, 64478.986671323131, 16.523224071463)]
    [InlineData(1, 4, 300, 260, 5168.494644471720, 0.662500927369)]
    [InlineData(5, 3, 512, 512, 246576.072716682946, 21.979369283852)]
    [InlineData(5, 1, 64, 64, 149462.479444795055, 16.601442321003)]
    public void Agrees_with_the_authors_program(int reference, int distorted, int width, int height, double detection, double appearance)
    {
        var (x, y) = (Pattern(reference, width, height), Pattern(distorted, width, height));
        Assert.Equal(20 * detection, MadDetection.Score(x, y), 1e-3 * 20 * detection);
        Assert.Equal(appearance, MadAppearance.Score(x, y), 1e-3 * appearance);
    }

    private static Plane Pattern(int kind, int width, int height)
    {
        var plane = new Plane(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var stripes = ((37 * x) + (91 * y) + (x * y)) % 256;
                var fabric = (((17 * x) ^ (29 * y)) + (3 * x) + (5 * y)) % 256;
                plane.Row(y)[x] = kind switch
                {
                    1 => stripes,
                    2 => fabric,
                    3 => (x + (2 * y)) % 256,
                    4 => x is >= 20 and < 40 && y is >= 10 and < 30 ? fabric : stripes,
                    _ => 128,
                };
            }
        }

        return plane;
    }
}

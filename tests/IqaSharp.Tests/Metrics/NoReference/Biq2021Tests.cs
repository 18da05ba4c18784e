using System.Globalization;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using Xunit;
using Pairwise = MathNet.Numerics.Statistics.Correlation;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>The official test split of BIQ2021, in the folder that IQA_DATA names. It takes a minute: run on demand (<c>-explicit only</c>).</summary>
public sealed class Biq2021Tests
{
    [Fact(Explicit = true)]
    public void Scores_agree_with_people_as_well_as_published()
    {
        Assert.SkipUnless(Directory.Exists(Environment.GetEnvironmentVariable(DataSets.FolderVariable)), "needs BIQ2021 below the folder that IQA_DATA names");
        var rated = DataSets.Load("biq2021").Of("test").Items;
        var images = rated.Select(image => Image.Load(image.Image));
        var scores = images.Select(image => (Brisque: Brisque.Score(image), Niqe: Niqe.Score(image), Piqe: Piqe.Score(image))).ToList();
        double[] mos = [.. rated.Select(image => image.Score)];

        (double Srcc, double Plcc) Agreement(IEnumerable<double> values) => (Pairwise.Spearman(values, mos), Pairwise.Pearson(values, mos));

        var (brisque, niqe, piqe) = (Agreement(scores.Select(s => s.Brisque)), Agreement(scores.Select(s => s.Niqe)), Agreement(scores.Select(s => s.Piqe)));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SRCC and PLCC of {rated.Count}: BRISQUE {brisque}, NIQE {niqe}, PIQE {piqe}"));
        Assert.True(brisque.Srcc <= -0.60);
        Assert.True(niqe.Srcc <= -0.35);
        Assert.Equal(-0.1796, piqe.Srcc, 1e-4); // what the data set's authors publish for MATLAB's
    }
}

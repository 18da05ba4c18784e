using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks.Lpips;
using IqaSharp.Tests;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;
using IqaSharp.Training.Tests.Runs;
using TorchSharp;
using Xunit;

namespace IqaSharp.Training.Tests.Tasks.FeatureDistances;

/// <summary>LPIPS and DISTS learn from two-alternative forced choices.</summary>
public sealed class ChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>People who mind noise and not blur: the sum of features that have no weights yet disagrees with them more often than what was learned.</summary>
    [Fact]
    public void Lpips_learns_what_people_mind()
    {
        WriteChoices();
        var recipe = $$"""
            name: chosen
            architecture: lpips
            network: { backbone: efficientnet-lite0 }
            start: [{ file: {{Path.Combine(Repository.Root, "models/start/efficientnet-lite0-f16.safetensors")}}, prefix: backbone. }]
            data: [{ choices: choices.csv, validation: 0.3 }]
            loss: { choice: 1 }
            stages: [{ epochs: EPOCHS, lists: 4, list-images: 2, rate: 5e-2, decay: 0, ema: 0.9 }]
            """;
        var (_, before) = Run("before", recipe.Replace("EPOCHS", "1", StringComparison.Ordinal).Replace("5e-2", "1e-9", StringComparison.Ordinal));
        var (model, after) = Run("after", recipe.Replace("EPOCHS", "20", StringComparison.Ordinal));
        Assert.True(after!.Choices > before!.Choices && after.Choices > 0.8, $"{before.Choices} → {after.Choices}");
        using (var metric = Metric.Load(model))
        {
            Assert.Equal(0, metric.Score(Photograph, Photograph).Value);
            Assert.True(metric.Score(Distortion.Of("white-noise").Apply(Photograph, 3, 1), Photograph).Value > 0);
            Assert.False(metric.Card.HigherIsBetter);
        }

        using var trained = Model.Read(model);
        var channels = new LpipsNetwork(new LpipsConfig { Backbone = "efficientnet-lite0" }).Channels;
        Assert.All(channels.Select((_, map) => trained.Tensors[LpipsNetwork.Head(map)]), head => Assert.All(head.ToFloats(), weight => Assert.True(weight >= 0)));
        Assert.Contains(",choices,best", File.ReadLines(_folder["after/epochs.csv"]).First(), StringComparison.Ordinal);
    }

    /// <summary>Order alone teaches too: lists of distorted photographs.</summary>
    [Fact]
    public void Dists_learns_the_order_of_distorted_photographs()
    {
        Directory.CreateDirectory(_folder["photographs"]);
        for (var i = 0; i < 3; i++)
        {
            Cut(Photograph, 60 * i, 10 * i, 40).Save(_folder[$"photographs/{i}.png"]);
        }

        var (model, _) = Run("ordered", $$"""
            name: ordered
            architecture: dists
            data: [{ distort: { photographs: [{{_folder["photographs"]}}], kinds: [gaussian-blur], side: 64 } }]
            loss: { list-margin: 1 }
            stages: [{ epochs: 1, lists: 1, list-images: 4, rate: 1e-2 }]
            """);
        using var metric = Metric.Load(model);
        Assert.Equal(0, metric.Score(Photograph, Photograph).Value);
        double Blurred(int level) => metric.Score(Distortion.Of("gaussian-blur").Apply(Photograph, level, 1), Photograph).Value;
        Assert.True(Blurred(1) < Blurred(5));
    }

    [Fact]
    public void Rated_images_without_references_are_refused()
    {
        Photograph.Save(_folder["a.png"]);
        File.WriteAllText(_folder["ratings.csv"], "image,score\na.png,1\na.png,2\n");
        Assert.Contains("compares images with references", Assert.Throws<BadInputException>(() => Run("rated", Recipe("set: ratings.csv"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reference,first,second,judge\n", "has no rows")]
    [InlineData("reference,first,second\na,b,c\n", "does not name the columns")]
    [InlineData("reference,first,second,judge\na.png,a.png,a.png,1.5\n", "line 2 has the judge 1.5: it is the share of people who chose the second, from 0 to 1")]
    [InlineData("reference,first,second,judge\na.png,,a.png,1\n", "line 2 has no first")]
    public void A_bad_table_says_what_is_wrong(string table, string reason)
    {
        File.WriteAllText(_folder["choices.csv"], table);
        Assert.Contains(reason, Assert.Throws<BadInputException>(() => Run("bad", Recipe("choices: choices.csv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_of_another_size_is_named()
    {
        Photograph.Save(_folder["a.png"]);
        Cut(Photograph, 0, 0, 40).Save(_folder["b.png"]);
        File.WriteAllText(_folder["choices.csv"], "reference,first,second,judge\na.png,a.png,b.png,0\n");
        var view = new SilentView();
        Assert.Throws<BadInputException>(() => Run("sizes", Recipe("choices: choices.csv"), view));
        Assert.Contains(view.Messages, message => message.EndsWith($"is 40×40 pixels, and its reference {_folder["a.png"]} is {Photograph.Width}×{Photograph.Height}", StringComparison.Ordinal));
    }

    /// <summary>The loss falls where the nearer image is the chosen one, and learning moves the prediction.</summary>
    [Fact]
    public void The_ranking_loss_learns_that_people_choose_the_nearer_one()
    {
        var ranking = new ChoiceRanking();
        using var scope = torch.NewDisposeScope();
        var (near, far) = (torch.tensor(new[] { 0.1f, 0.2f, 0.05f, 0.3f }), torch.tensor(new[] { 0.4f, 0.5f, 0.3f, 0.8f }));
        torch.Tensor Loss() => ranking.Of(torch.cat([near, far]), torch.cat([far, near]), torch.tensor(new[] { 0f, 0, 0, 0, 1, 1, 1, 1 }));
        foreach (var parameter in ranking.Parameters.Values)
        {
            parameter.requires_grad = true;
        }

        var first = Loss().item<float>();
        for (var step = 0; step < 200; step++)
        {
            Loss().backward();
            using var unchanged = torch.no_grad();
            foreach (var parameter in ranking.Parameters.Values)
            {
                parameter.sub_(parameter.grad! * 0.5f);
                parameter.grad!.zero_();
            }
        }

        Assert.True(Loss().item<float>() < 0.3 * first, $"{first} → {Loss().item<float>()}");
        foreach (var parameter in ranking.Parameters.Values)
        {
            parameter.Dispose();
        }
    }

    private static Image Photograph { get; } = Cut(Image.Load(Repository.Sample("coffee.png")), 150, 100, 160);

    private static string Recipe(string data) => $$"""
        name: chosen
        architecture: lpips
        network: { backbone: efficientnet-lite0 }
        data: [{ {{data}} }]
        loss: { choice: 1 }
        stages: [{ epochs: 1, lists: 1, list-images: 2 }]
        """;

    private static Image Cut(Image image, int left, int top, int side) =>
        new(side, side, [.. Enumerable.Range(top, side).SelectMany(y => image.Pixels.Slice(3 * ((image.Width * y) + left), 3 * side).ToArray())]);

    /// <summary>Twelve patches, each blurred and with noise, in several levels: people always choose the blurred one.</summary>
    private void WriteChoices()
    {
        List<string> rows = ["reference,first,second,judge"];
        string[] photographs = ["coffee.png", "chelsea.png", "astronaut.png"];
        Directory.CreateDirectory(_folder["patches"]);
        foreach (var (i, photograph) in photographs.SelectMany(name => Enumerable.Repeat(name, 4)).Index())
        {
            var patch = Cut(Image.Load(Repository.Sample(photograph)), 64 * (i % 4), 40 * (i % 4), 64);
            patch.Save(_folder[$"patches/{i}.png"]);
            foreach (var (blur, noise) in new[] { (3, 2), (4, 2), (4, 3), (5, 3) })
            {
                Distortion.Of("gaussian-blur").Apply(patch, blur, i).Save(_folder[$"patches/{i}-blur-{blur}.png"]);
                Distortion.Of("white-noise").Apply(patch, noise, i).Save(_folder[$"patches/{i}-noise-{noise}.png"]);
                var (one, other) = ($"patches/{i}-blur-{blur}.png", $"patches/{i}-noise-{noise}.png");
                rows.Add(blur % 2 == 0 ? $"patches/{i}.png,{one},{other},0" : $"patches/{i}.png,{other},{one},1");
            }
        }

        File.WriteAllLines(_folder["choices.csv"], rows);
    }

    private (string Model, Validation? Best) Run(string name, string yaml, SilentView? view = null)
    {
        var path = _folder[$"{name}.yaml"];
        File.WriteAllText(path, yaml);
        return TrainingRun.Start(path, RecipeFile.Read(path), new TrainingOptions(_folder[name], _folder["cache"], false, false, null), view ?? new SilentView(), CancellationToken.None);
    }
}

using Xunit;

namespace IqaSharp.Tests.Conventions;

/// <summary>The rooms of the library are layers, as docs/architecture.md shows them.</summary>
public class LayerTests
{
    private static readonly IReadOnlyList<SourceFile> Library = [.. SourceFile.In("src").Where(file => file.Project == "IqaSharp")];

    [Fact]
    public void Every_folder_of_the_library_is_a_room_of_the_list() =>
        Assert.Equal(Rooms.All.Order(), Library.Select(file => file.Folders.FirstOrDefault() ?? file.Path).Distinct().Order());

    [Fact]
    public void A_room_uses_only_rooms_above_it() => AssertNone(Rooms.Uses(Library).Where(use => !use.IsUpwards));

    [Fact]
    public void No_rooms_use_each_other_in_a_circle() => AssertNone(Rooms.Circles(Rooms.Uses(Library)));

    /// <summary>A room that used no other would mean that the search finds nothing.</summary>
    [Fact]
    public void Every_room_but_the_first_is_seen_to_use_another() =>
        Assert.Empty(Rooms.All.Skip(1).Except(Rooms.Uses(Library).Select(use => use.User)));

    [Theory]
    [InlineData("using IqaSharp.Metrics;")]
    [InlineData("using static IqaSharp.Metrics.Metric;")]
    [InlineData("using Scorer = IqaSharp.Metrics.Metric;")]
    [InlineData("global::IqaSharp.Metrics.Metric? metric;")]
    [InlineData("Metrics.Metric? metric;")]
    [InlineData("Metrics.Classical.Ssim.Score(a, b);")]
    [InlineData("/// <summary>See <see cref=\"Metrics.Metric\"/>.</summary>")]
    [InlineData("Log(\"/*\"); Metrics.Metric? metric; /* comment */")]
    [InlineData("Log($\"{string.Join(\", \", names)}\"); Metrics.Metric? metric;")]
    [InlineData("var quote = '\"'; Metrics.Metric? metric; var other = '\"';")]
    public void A_use_of_a_lower_room_is_found(string line)
    {
        var use = Assert.Single(Rooms.Uses(Files($"// first line\n{line}\n")), use => !use.IsUpwards);
        Assert.Equal("src/IqaSharp/Models/ModelStore.cs:2: Models uses Metrics, which does not stand above it", use.ToString());
    }

    [Theory]
    [InlineData("// Metrics.Metric")]
    [InlineData("/* IqaSharp.Metrics\n IqaSharp.Metrics.Metric */")]
    [InlineData("/// <summary>Metrics.Metric</summary>")]
    [InlineData("Log(\"IqaSharp.Metrics\");")]
    [InlineData("Log(@\"\"\"IqaSharp.Metrics\"\"\");")]
    [InlineData("Log(\"\"\"\n\"IqaSharp.Metrics\"\n\"\"\");")]
    [InlineData("card.Metrics.Metric();")]
    [InlineData("Metrics.Count();")]
    [InlineData("using IqaSharp.Core;")]
    public void What_only_looks_like_a_use_is_none(string line) => AssertNone(Rooms.Uses(Files(line)).Where(use => !use.IsUpwards));

    [Fact]
    public void Distortions_and_restorations_do_not_use_each_other() =>
        Assert.All(
            Rooms.Uses([new("src/IqaSharp/Distortions/A.cs", "using IqaSharp.Restorations;"), new("src/IqaSharp/Restorations/B.cs", "using IqaSharp.Distortions;")]),
            use => Assert.False(use.IsUpwards));

    [Fact]
    public void A_circle_through_three_rooms_is_one_circle()
    {
        RoomUse[] uses = [new("a", 1, "Models", "Metrics"), new("b", 1, "Metrics", "Engines"), new("c", 1, "Engines", "Models"), new("d", 1, "Metrics", "Core"), new("e", 1, "Evaluation", "Metrics")];
        Assert.Equal("Models, Engines, Metrics", Assert.Single(Rooms.Circles(uses)));
        Assert.Empty(Rooms.Circles(uses[1..]));
    }

    /// <summary>A library of a metric and of a model store with this text.</summary>
    private static SourceFile[] Files(string store) =>
    [
        new("src/IqaSharp/Metrics/Metric.cs", ""),
        new("src/IqaSharp/Metrics/Classical/Ssim.cs", ""),
        new("src/IqaSharp/Models/ModelStore.cs", store),
    ];

    private static void AssertNone<T>(IEnumerable<T> found) => Assert.True(!found.Any(), string.Join('\n', found));
}

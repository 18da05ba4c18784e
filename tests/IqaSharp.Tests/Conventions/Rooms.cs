using System.Text.RegularExpressions;

namespace IqaSharp.Tests.Conventions;

/// <summary>The rooms of the library, the folders of src/IqaSharp, in layers: a room uses only rooms of layers above its own.</summary>
internal static class Rooms
{
    /// <summary>From top to bottom. Rooms of one layer do not use each other.</summary>
    public static readonly IReadOnlyList<string[]> Layers =
    [
        ["Core"],                         // tensors, score ranges, reference kinds, errors
        ["Imaging"],                      // images, decoders, resampling, planes
        ["Networks"],                     // operators, layers, backbones, networks and their input
        ["Checkpoints"],                  // readers of untrusted files
        ["Models"],                       // cards, architectures, store, catalogue, download, conversion
        ["Engines"],                      // what runs a network
        ["Metrics"],                      // Metric, scorers, classical and no-reference metrics
        ["Distortions", "Restorations"],  // what damages, what repairs
        ["Datasets"],                     // adapters, manifests, tables
        ["Evaluation"],                   // agreement with people, runs over many images
    ];

    public static IEnumerable<string> All => Layers.SelectMany(rooms => rooms);

    public static int LayerOf(string room) => Layers.ToList().FindIndex(rooms => rooms.Contains(room));

    /// <summary>Every use of another room, by a using, a qualified name or a reference in a doc comment.</summary>
    /// <param name="files">The library's files.</param>
    public static IReadOnlyList<RoomUse> Uses(IReadOnlyCollection<SourceFile> files)
    {
        // Metrics.Metric is a qualified name only where Metrics has a type or a folder Metric; settings.Metrics.Count is none.
        var names = All.ToDictionary(room => room, room => files.Where(file => file.Folders[0] == room).SelectMany(file => file.Folders.Skip(1).Append(file.Name)).ToHashSet());
        var qualified = new Regex($@"(?<![\w.])(?:global::)?(?<root>IqaSharp\.)?(?<room>{string.Join('|', All)})\b(?:\.(?<member>\w+))?");
        return
        [
            .. from file in files
               from line in file.Code.Split('\n').Index()
               from match in qualified.Matches(line.Item)
               let room = match.Groups["room"].Value
               where room != file.Folders[0] && (match.Groups["root"].Success || names[room].Contains(match.Groups["member"].Value))
               select new RoomUse(file.Path, line.Index + 1, file.Folders[0], room),
        ];
    }

    /// <summary>The groups of rooms that use each other, directly or through others, each in the order of the list.</summary>
    public static IReadOnlyList<string> Circles(IReadOnlyCollection<RoomUse> uses)
    {
        var reached = All.ToDictionary(room => room, room => Reached(room, uses));
        return [.. All.Where(room => reached[room].Contains(room))
            .Select(room => string.Join(", ", All.Where(other => reached[room].Contains(other) && reached[other].Contains(room))))
            .Distinct()];
    }

    private static HashSet<string> Reached(string room, IReadOnlyCollection<RoomUse> uses)
    {
        var (reached, next) = (new HashSet<string>(), new Stack<string>([room]));
        while (next.TryPop(out var user))
        {
            foreach (var use in uses.Where(use => use.User == user && reached.Add(use.Used)))
            {
                next.Push(use.Used);
            }
        }

        return reached;
    }
}

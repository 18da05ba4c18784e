using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Two-alternative forced choices: people saw an original and two versions of it, and chose the one that looks more like it.
/// A CSV file with the columns <c>reference</c>, <c>first</c>, <c>second</c> and <c>judge</c>, the share of people who chose the second; paths are relative to it.</summary>
/// <remarks>Those of LPIPS: Zhang et al., CVPR 2018, section 2.2; its data set, BAPPS, calls the two p0 and p1, and the share judge.</remarks>
internal sealed class ChoiceTable(string table, SourceContext context) : IExampleSource
{
    public string Title => table;

    public IReadOnlyList<string> Labels => [];

    public void AddTo(ExampleCollector examples)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(context.RecipeFile))!, table);
        var folder = Path.GetDirectoryName(path)!;
        var originals = new Dictionary<string, Original>();
        var rows = Table.ReadCsv(path, "reference", "first", "second", "judge").Rows;
        foreach (var (number, row) in rows.Index())
        {
            var judge = row.Number("judge");
            if (judge is < 0 or > 1)
            {
                throw row.Bad($"has the judge {row.Text("judge")}: it is the share of people who chose the second, from 0 to 1");
            }

            var name = row.Text("reference");
            if (!originals.TryGetValue(name, out var original))
            {
                originals[name] = original = new Original(examples, name, Path.GetFullPath(name, folder), context);
            }

            int Add(string column, double share) => examples.Add(new Alternative($"{row.Text(column)} ({column} of choice {number + 1})", () => original.Compared(Path.GetFullPath(row.Text(column), folder)), context.Index)
            {
                Content = Photographs.Content(Path.GetFullPath(row.Text(column), folder)),
                Share = (float)share,
                Reference = original.Index,
                Scale = context.Scale,
            });
            examples.AddList([Add("first", 1 - judge), Add("second", judge)], context.IsHeldOut(name));
        }

        if (rows.Count == 0)
        {
            throw new BadInputException(path, "has no rows");
        }
    }

    /// <summary>An original, which several choices may share.</summary>
    private sealed class Original
    {
        private readonly Lazy<(int Width, int Height)> _size;
        private readonly string _path;

        public Original(ExampleCollector examples, string name, string path, SourceContext context)
        {
            _path = path;
            _size = new(() => Image.Load(path) is var image ? (image.Width, image.Height) : default);
            Index = examples.Add(new OriginalPhotograph(name, () => Image.Load(path), context.Index) { Content = Photographs.Content(path) });
        }

        public int Index { get; }

        /// <summary>A version of it, which has its size.</summary>
        public Image Compared(string path)
        {
            var image = Image.Load(path);
            return (image.Width, image.Height) == _size.Value
                ? image
                : throw new BadImageException(path, $"is {image.Width}×{image.Height} pixels, and its reference {_path} is {_size.Value.Width}×{_size.Value.Height}");
        }
    }
}

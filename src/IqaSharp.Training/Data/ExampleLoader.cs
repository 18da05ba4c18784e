using System.Globalization;
using IqaSharp.Images;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data;

internal static class ExampleLoader
{
    public static Examples Load(string path, Recipe recipe)
    {
        var root = Path.Combine(Environment.GetEnvironmentVariable("IQA_DATA")!, "nisarahmedrana+BIQ2021");
        var all = new List<Example>();
        var rated = new List<int>();
        var validation = new List<int>();
        foreach (var (data, source) in recipe.Data.Select((d, i) => (d, i)))
        {
            var items = File.ReadLines(Path.Combine(root, "Train (Images and MOS).csv")).Skip(1).Select(l => l.Split(',')).ToList();
            if (data.Limit is { } limit)
            {
                items = [.. new Seeds(recipe.Seed, "limit").Shuffled(items).Take(limit)];
            }

            foreach (var item in items)
            {
                var file = Path.Combine(root, "Images", item[0]);
                (new Seeds(recipe.Seed, "validation", item[0]).Unit() < data.Validation ? validation : rated).Add(all.Count);
                all.Add(new Example(item[0], () => Image.Load(file), source, float.Parse(item[1], CultureInfo.InvariantCulture)));
            }
        }

        return new Examples(all, rated, [], validation, []);
    }
}

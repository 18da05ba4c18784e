using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Runs;

/// <summary>The record of what ran, on which data, on which machine.</summary>
internal static class RunManifest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the recipe, the commit, the data's digests and the machine.</summary>
    public static void Write(string manifest, string path, Recipe recipe, Examples examples, string device)
    {
        var json = new JsonObject
        {
            ["recipe"] = JsonNode.Parse(RecipeFile.ToJson(recipe)),
            ["recipeDigest"] = RecipeFile.Digest(recipe),
            ["commit"] = Commit(Path.GetDirectoryName(Path.GetFullPath(path))!),
            ["version"] = typeof(RunManifest).Assembly.GetName().Version?.ToString(3),
            ["data"] = new JsonArray([.. examples.All.GroupBy(example => example.Source).Select(source => (JsonNode)new JsonObject
            {
                ["source"] = examples.Sources[source.Key],
                ["images"] = source.Count(),
                ["digest"] = Digest(source),
            })]),
            ["rated"] = examples.Rated.Count,
            ["lists"] = examples.Lists.Count,
            ["validation"] = examples.Validation.Count,
            ["device"] = device,
            ["machine"] = $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}",
        };
        AtomicFile.Write(manifest, stream => JsonSerializer.Serialize(stream, json, Indented));
    }

    /// <summary>Of names, scores and levels: two runs with the same digest learned from the same images.</summary>
    private static string Digest(IEnumerable<Example> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in examples)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{example.Name}\t{example.Score:R}\t{(example as DistortedPhotograph)?.Level}{(example is Alternative { Share: var share } ? $"\t{share.ToString("R", CultureInfo.InvariantCulture)}" : "")}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The commit of the repository that a folder is in; null where there is none, or no git.</summary>
    private static string? Commit(string folder)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", folder, "describe", "--always", "--dirty", "--abbrev=40"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

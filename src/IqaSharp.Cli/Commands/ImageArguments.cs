using System.CommandLine;
using System.CommandLine.Parsing;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;

namespace IqaSharp.Cli.Commands;

/// <summary>Where a command's images come from: arguments, the standard input, a list.</summary>
internal sealed class ImageArguments
{
    private const string StandardInput = "-";
    private const string StandardInputName = "standard input";

    public ImageArguments(string more = "") =>
        Paths = new("path") { Description = $"Images, folders, globs (\"**/*.{{jpg,png}}\"), - for the standard input{more}", Arity = ArgumentArity.ZeroOrMore };

    public Argument<string[]> Paths { get; }

    public Option<string?> From { get; } = new("--from") { Description = "More paths, one on each line; - is the standard input", HelpName = "list" };

    public Option<string?> Column { get; } = new("--column") { Description = "The column of --from, if that is a .csv or .parquet; default: image, path or file", HelpName = "name" };

    public Option<bool> Null { get; } = new("--null", "-0") { Description = "The paths of --from end with NUL, as 'find -print0' writes them" };

    /// <summary>Refuses a command line without images.</summary>
    public void Require(CommandResult result)
    {
        var paths = result.GetResult(Paths) is { Tokens: { Count: > 0 } tokens } ? tokens.Select(token => token.Value).ToList() : [];
        var from = result.GetValue(From);
        if (paths.Count == 0 && from is null && !result.GetValue(Null))
        {
            result.AddError($"{result.Command.Name} takes images, folders or globs; - for the standard input; or {From.Name} with a list of paths");
        }

        if (result.GetValue(Null) && from is null)
        {
            result.AddError($"{Null.Name} takes {From.Name}");
        }

        if (result.GetValue(Column) is not null && (from is null || !PathColumn.IsTable(from)))
        {
            result.AddError($"{Column.Name} takes {From.Name} with a file that ends in .csv or .parquet");
        }

        if (paths.Append(from).Count(path => path == StandardInput) > 1)
        {
            result.AddError("the standard input can be read only once");
        }
    }

    /// <summary>The images in the order of the command line, the list's last.</summary>
    /// <exception cref="BadInputException">The list cannot be read.</exception>
    public IEnumerable<ImageFile> Find(ParseResult parsed, DecodeOptions decoding)
    {
        foreach (var path in parsed.GetValue(Paths) ?? [])
        {
            foreach (var image in path == StandardInput ? [ReadStandardInput(decoding)] : ImageFiles.Find([path]))
            {
                yield return image;
            }
        }

        if (parsed.GetValue(From) is not { } from)
        {
            yield break;
        }

        if (PathColumn.IsTable(from) && !parsed.GetValue(Null))
        {
            foreach (var image in PathColumn.Read(from, parsed.GetValue(Column)))
            {
                yield return image;
            }
        }
        else
        {
            using var list = from == StandardInput ? OpenStandardInput() : Open(from);
            foreach (var image in ImageList.Read(list, from == StandardInput ? StandardInputName : from, parsed.GetValue(Null)))
            {
                yield return image;
            }
        }
    }

    private static ImageFile ReadStandardInput(DecodeOptions decoding)
    {
        try
        {
            using var input = OpenStandardInput();
            return new ImageFile(StandardInput) { Encoded = Image.ReadEncodedAsync(input, StandardInput, decoding).GetAwaiter().GetResult() };
        }
        catch (BadImageException e)
        {
            return new ImageFile(StandardInput, e);
        }
    }

    private static Stream OpenStandardInput() =>
        Console.IsInputRedirected ? Console.OpenStandardInput() : throw new BadInputException(StandardInputName, "is the keyboard: pipe something into it");

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }
}

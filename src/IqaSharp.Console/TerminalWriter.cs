using System.Text;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>Writes lines to a terminal, with control characters escaped, where a program would read them as they are.</summary>
/// <param name="inner">The terminal.</param>
internal sealed class TerminalWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value) => inner.Write(Shown(value ?? ""));

    public override void WriteLine(string? value) => inner.WriteLine(Shown(value ?? ""));

    internal static string Shown(string lines) => string.Join('\n', lines.Split('\n').Select(Printable.Of));
}

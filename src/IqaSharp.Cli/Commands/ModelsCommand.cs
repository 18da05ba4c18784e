namespace IqaSharp.Cli.Commands;
internal static class ModelsCommand { public static System.CommandLine.Command Create() => new("models"); }

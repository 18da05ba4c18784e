using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Server.Commands;

// 'iqa serve' and 'iqa page' run this program, which carries ASP.NET Core. The host ends on a signal by itself, once it has answered.
return await CommandRun.ExecuteAsync(new RootCommand("Scores images over HTTP. 'iqa' runs it.") { ServeCommand.Create(), PageCommand.Create() }, "iqa", args, endsOnSignals: false);

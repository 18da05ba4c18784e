using System.CommandLine;
using IqaSharp.Cli.Commands;
using IqaSharp.Training.Commands;

// 'iqa train' hands over to this one, which carries libtorch.
return await CommandRun.Of(new RootCommand("Trains networks that say how good images look. 'iqa' hands over to it.") { TrainCommand.Create() }, "iqa", args);

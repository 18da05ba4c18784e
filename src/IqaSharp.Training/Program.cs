using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Training.Commands;
using IqaSharp.Training.Distortions;

// 'iqa' runs this program for 'iqa train', 'iqa ablate', 'iqa examples', 'iqa fit restorer', and 'iqa distort' with JPEG 2000: what they need is too large for a scoring install.
return await CommandRun.ExecuteAsync(new RootCommand("Trains networks that say how good images look. 'iqa' runs it.") { TrainCommand.Create(), AblateCommand.Create(), ExamplesCommand.Create(), new Command(FitOptions.Name) { FitRestorerCommand.Create() }, DistortCommand.Create(new MagickJpeg2000()) }, "iqa", args);

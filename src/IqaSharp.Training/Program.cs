using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Training.Commands;
using IqaSharp.Training.Distortions;

// 'iqa train', 'iqa ablate', 'iqa examples', 'iqa fit restorer', 'iqa fit kind-opinions', and 'iqa distort' for JPEG 2000, run this program, which carries what is too large for scoring.
return await CommandRun.ExecuteAsync(new RootCommand("Trains networks that score image quality. 'iqa' runs it.") { TrainCommand.Create(), AblateCommand.Create(), ExamplesCommand.Create(), new Command(FitOptions.Name) { FitRestorerCommand.Create(), FitKindOpinionsCommand.Create() }, DistortCommand.Create(new MagickJpeg2000()) }, "iqa", args);

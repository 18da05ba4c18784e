using System.Globalization;
using BenchmarkDotNet.Running;
using IqaSharp.Benchmarks;
using IqaSharp.Benchmarks.Ceiling;
using IqaSharp.Benchmarks.Deletion;
using IqaSharp.Benchmarks.Reactions;
using IqaSharp.Benchmarks.Speed;
using IqaSharp.Benchmarks.Transfer;

if (args is [TransferBenchmark.Name, .. var options])
{
    TransferBenchmark.Run(options.ElementAtOrDefault(0) ?? "musiq", options.ElementAtOrDefault(1) ?? "models/start/efficientnet-lite0-f16.safetensors", options.ElementAtOrDefault(2) ?? "runs/transfer");
}
else if (args is [EncoderPrograms.Name, .. var programs])
{
    EncoderPrograms.Run(programs);
}
else if (args is [DeletionBenchmark.Name, .. var chosen])
{
    int Number(int index, int usual) => chosen.ElementAtOrDefault(index) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
    DeletionBenchmark.Run(Number(0, 100), Number(1, 20), chosen.Length > 2 ? chosen[2..] : ["musiq-s", "iqt-s", "ckdn-s"]);
}
else if (args is [CeilingBenchmark.Name, var recipe, var weights, var folder, .. var set])
{
    CeilingBenchmark.Run(recipe, weights, folder, set);
}
else if (args is [ReactionsBenchmark.Name, .. var reacting])
{
    ReactionsBenchmark.Run(reacting.ElementAtOrDefault(0) ?? "musiq");
}
else if (args is [SpeedBenchmark.Name, .. var speed])
{
    return SpeedBenchmark.Run(speed);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(MusiqBenchmarks).Assembly).Run(args);
}

return 0;

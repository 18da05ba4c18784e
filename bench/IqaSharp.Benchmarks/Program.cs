using BenchmarkDotNet.Running;
using IqaSharp.Benchmarks;
using IqaSharp.Benchmarks.Speed;
using IqaSharp.Benchmarks.Transfer;

if (args is [TransferBenchmark.Name, .. var options])
{
    TransferBenchmark.Run(options.ElementAtOrDefault(0) ?? "musiq", options.ElementAtOrDefault(1) ?? "models/start/efficientnet-lite0-f16.safetensors", options.ElementAtOrDefault(2) ?? "runs/transfer");
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

using BenchmarkDotNet.Running;
using IqaSharp.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(MusiqBenchmarks).Assembly).Run(args);

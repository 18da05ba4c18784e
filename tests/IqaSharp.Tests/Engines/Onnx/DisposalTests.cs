using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Engines.Onnx;

/// <summary>Compiled graphs and their outputs hold memory of ONNX Runtime: none of it is touched after it is released.</summary>
public sealed class DisposalTests
{
    private static readonly CkdnConfig Config = TestModel.TinyCkdn;

    [Fact]
    public void A_graph_that_is_disposed_of_runs_no_more()
    {
        var graph = Compile();
        graph.Dispose();
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(graph));
        Assert.Throws<ObjectDisposedException>(() => graph.Fill(new GraphValue(CkdnReferenceStage.Maps(Config)[0], new float[Config.Hidden], 1, Config.Hidden), [Input()], cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Outputs_that_are_disposed_of_have_no_numbers()
    {
        using var graph = Compile();
        var outputs = Run(graph);
        var memory = outputs[0].Floats;
        Assert.True(memory.Span.Length > 0);
        outputs.Dispose();
        outputs.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => outputs[0].Floats.Span.Length);
        Assert.Throws<ObjectDisposedException>(() => outputs[0].Copy());
        Assert.Throws<ObjectDisposedException>(() => memory.Pin());
    }

    [Fact]
    public void Outputs_that_another_graph_reads_are_released_when_it_has_read_them()
    {
        using var graph = Compile();
        var outputs = Run(graph);
        var expected = outputs[0].Floats.ToArray();
        var pin = outputs[0].Floats.Pin();
        outputs.Dispose();
        unsafe
        {
            Assert.Equal(expected, new ReadOnlySpan<float>(pin.Pointer, expected.Length).ToArray());
        }

        pin.Dispose();
    }

    [Fact]
    public void Outputs_outlive_their_graph()
    {
        var graph = Compile();
        using var outputs = Run(graph);
        var before = outputs[0].Floats.ToArray();
        graph.Dispose();
        Assert.Equal(before, outputs[0].Floats.ToArray());
    }

    [Fact]
    public void Sixteen_threads_may_run_a_graph_while_it_is_disposed_of()
    {
        for (var round = 0; round < 10; round++)
        {
            var graph = Compile();
            var threads = Enumerable.Range(0, 16).Select(_ => new Thread(() =>
            {
                try
                {
                    while (true)
                    {
                        using var outputs = Run(graph);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // it ends with this
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            Thread.Sleep(7 * round);
            graph.Dispose();
            threads.ForEach(thread => thread.Join());
        }
    }

    private static ICompiledGraph Compile() => new OnnxEngine(1).Compile(new CkdnReferenceStage(Config), TestModel.Tensors(Config));

    private static GraphOutputs Run(ICompiledGraph graph) => graph.Run([Input()], [CkdnReferenceStage.Maps(Config)[0]]);

    private static GraphValue Input() => new CkdnInput(Config).Reference(new Image(64, 64, new byte[64 * 64 * 3]));
}

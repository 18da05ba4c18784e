namespace IqaSharp.Networks.Backbones;

/// <summary>AlexNet's five convolutions, in its one-column form, under the names of its PyTorch checkpoints.</summary>
/// <remarks>Krizhevsky, "One weird trick for parallelizing convolutional neural networks", arXiv:1404.5997, 2014, which torchvision's checkpoint follows.
/// Every stage ends with its ReLU, before the pooling.</remarks>
internal sealed class AlexNet : Backbone
{
    private const int Window = 3; // of a pooling, with stride 2

    public override string Name => "alexnet";

    public override IReadOnlyList<float> Mean { get; } = [0.485f * 255, 0.456f * 255, 0.406f * 255];

    public override IReadOnlyList<float> Deviation { get; } = [0.229f * 255, 0.224f * 255, 0.225f * 255];

    public override IReadOnlyList<Stage> Stages { get; } =
    [
        new(64, 4, IsTap: true),
        new(192, 8, IsTap: true),
        new(384, 16, IsTap: true),
        new(256, 16, IsTap: true),
        new(256, 16, IsTap: true),
    ];

    public override int EarlyStage => 1;

    public override int LateStage => 4;

    public override int SmallestSide => 31;

    /// <summary>Less than by the stride: the poolings have no padding.</summary>
    public override int Side(int crop, int stride)
    {
        var side = ((crop - 7) / 4) + 1;
        for (var reached = 4; reached < stride; reached *= 2)
        {
            side = ((side - Window) / 2) + 1;
        }

        return side;
    }

    protected internal override T Stem<T>(INet<T> net, T images) => net.Relu(Features(net, 0).Conv2d(images, 3, 64, 11, 4, new Padding(2)));

    protected internal override T Next<T>(INet<T> net, T maps, int stage) => stage switch
    {
        1 => net.Relu(Features(net, 3).Conv2d(Pool(net, maps), 64, 192, 5, 1, new Padding(2))),
        2 => net.Relu(Features(net, 6).Conv2d(Pool(net, maps), 192, 384, 3, 1, new Padding(1))),
        3 => net.Relu(Features(net, 8).Conv2d(maps, 384, 256, 3, 1, new Padding(1))),
        _ => net.Relu(Features(net, 10).Conv2d(maps, 256, 256, 3, 1, new Padding(1))),
    };

    private static T Pool<T>(INet<T> net, T maps)
        where T : class => net.MaxPool(maps, Window, 2);

    private static INet<T> Features<T>(INet<T> net, int layer)
        where T : class => net.In("features").In($"{layer}");
}

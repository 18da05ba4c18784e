namespace IqaSharp.Networks.Backbones;

/// <summary>VGG-16's thirteen convolutions, under the names of its PyTorch checkpoints. Every stage ends with the last ReLU before a pooling.</summary>
/// <remarks>Simonyan, Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", ICLR 2015, configuration D.</remarks>
internal sealed class Vgg16 : Backbone
{
    /// <summary>The numbers that the convolutions of each stage have in the checkpoint.</summary>
    private static readonly int[][] Layers = [[0, 2], [5, 7], [10, 12, 14], [17, 19, 21], [24, 26, 28]];

    private static readonly int[] Channels = [64, 128, 256, 512, 512];

    public override string Name => "vgg-16";

    public override IReadOnlyList<float> Mean { get; } = [0.485f * 255, 0.456f * 255, 0.406f * 255];

    public override IReadOnlyList<float> Deviation { get; } = [0.229f * 255, 0.224f * 255, 0.225f * 255];

    public override IReadOnlyList<Stage> Stages { get; } = [.. Channels.Select((channels, stage) => new Stage(channels, 1 << stage, IsTap: true))];

    public override int EarlyStage => 2;

    public override int LateStage => 4;

    public override bool KeepsGrid => true;

    public override int SmallestSide => 16;

    public override int Side(int crop, int stride) => crop / stride;

    /// <summary>The convolutions of a stage, each with its ReLU, on maps that are pooled already.</summary>
    /// <param name="net">The scope of the backbone.</param>
    /// <param name="maps">The normalised image, or the pooled maps of the stage before.</param>
    /// <param name="stage">The index of the stage.</param>
    public static T Convolutions<T>(INet<T> net, T maps, int stage)
        where T : class
    {
        var inChannels = stage == 0 ? 3 : Channels[stage - 1];
        foreach (var layer in Layers[stage])
        {
            maps = net.Relu(net.In("features").In($"{layer}").Conv2d(maps, inChannels, Channels[stage], 3, 1, new Padding(1)));
            inChannels = Channels[stage];
        }

        return maps;
    }

    protected internal override T Stem<T>(INet<T> net, T images) => Convolutions(net, images, 0);

    protected internal override T Next<T>(INet<T> net, T maps, int stage) => Convolutions(net, net.MaxPool(maps, 2, 2), stage);
}

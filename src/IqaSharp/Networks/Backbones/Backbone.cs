namespace IqaSharp.Networks.Backbones;

/// <summary>A convolutional network whose early stages other networks stand on. A new one is one file and a line in <see cref="All"/>.</summary>
public abstract class Backbone
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Backbone> All { get; } = [new InceptionResnetV2(), new Resnet50(), EfficientNetLite.Lite0, EfficientNetLite.Lite2];

    /// <summary>What it is called in configurations.</summary>
    public abstract string Name { get; }

    /// <summary>What is subtracted from 8-bit red, green and blue.</summary>
    public abstract IReadOnlyList<float> Mean { get; }

    /// <summary>What they are divided by then.</summary>
    public abstract IReadOnlyList<float> Deviation { get; }

    /// <summary>Channels of <see cref="Features{T}"/>.</summary>
    public abstract int FeatureChannels { get; }

    /// <summary>Channels of <see cref="Early{T}"/>.</summary>
    public abstract int EarlyChannels { get; }

    /// <summary>Channels of <see cref="Late{T}"/>.</summary>
    public abstract int LateChannels { get; }

    /// <summary>The backbone of a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Backbone Of(string name) =>
        All.FirstOrDefault(backbone => backbone.Name == name) ?? throw new FormatException($"Backbone cannot be '{name}': there are {string.Join(", ", All.Select(b => b.Name))}");

    /// <summary>Side of the feature map of a square crop.</summary>
    public abstract int FeatureSide(int crop);

    /// <summary>What IQT looks at: the maps of several depths at one resolution, one after the other: [batch, 3, height, width] → [batch, channels, height', width'].</summary>
    public abstract T Features<T>(INet<T> net, T images)
        where T : class;

    /// <summary>What CKDN embeds with: the first stages, of a quarter of the resolution or an eighth.</summary>
    /// <param name="net">The network's root.</param>
    /// <param name="branch">The name of the copy: there are several.</param>
    /// <param name="images">[batch, 3, height, width].</param>
    public abstract T Early<T>(INet<T> net, string branch, T images)
        where T : class;

    /// <summary>What CKDN predicts with: the stages that follow.</summary>
    public abstract T Late<T>(INet<T> net, T maps)
        where T : class;
}

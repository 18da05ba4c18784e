namespace IqaSharp.Networks.Backbones;

/// <summary>A convolutional network that other networks stand on: a sequence of stages, any of which they may read.</summary>
/// <remarks>
/// A new backbone is one file and a line in <see cref="All"/>. It provides:
/// <list type="table">
/// <item><term><see cref="Name"/>, <see cref="Mean"/>, <see cref="Deviation"/></term><description>what configurations call it, and how its input is normalised;</description></item>
/// <item><term><see cref="Stages"/></term><description>channels and stride of each, the stem's first. IQT reads the taps of strides 8 and 16, MUSIQ the coarsest;</description></item>
/// <item><term><see cref="Stem{T}"/>, <see cref="Next{T}"/></term><description>what computes them, one stage from the one before;</description></item>
/// <item><term><see cref="EarlyStage"/>, <see cref="LateStage"/></term><description>where CKDN's embedding ends, and its predictor;</description></item>
/// <item><term><see cref="KeepsGrid"/>, <see cref="Side"/>, <see cref="SmallestSide"/></term><description>if its padding differs from the defaults here;</description></item>
/// <item><term><see cref="Early{T}"/>, <see cref="Late{T}"/></term><description>only if CKDN's published names or layers differ from its own.</description></item>
/// </list>
/// </remarks>
public abstract class Backbone
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Backbone> All { get; } = [new InceptionResnetV2(), new Resnet50(), EfficientNetLite.Lite0, EfficientNetLite.Lite2, new AlexNet(), new Vgg16()];

    /// <summary>What configurations call it.</summary>
    public abstract string Name { get; }

    /// <summary>What is subtracted from 8-bit red, green and blue.</summary>
    public abstract IReadOnlyList<float> Mean { get; }

    /// <summary>What the differences are divided by.</summary>
    public abstract IReadOnlyList<float> Deviation { get; }

    /// <summary>Its stages, in the order in which they are computed.</summary>
    public abstract IReadOnlyList<Stage> Stages { get; }

    /// <summary>The stage at which CKDN's embedding ends, by its index.</summary>
    public abstract int EarlyStage { get; }

    /// <summary>The stage at which the backbone of CKDN's predictor ends, by its index.</summary>
    public abstract int LateStage { get; }

    /// <summary>Whether maps of an image whose sides are multiples of a stride have exactly side / stride positions, edges included,
    /// so that the maps of a whole image can be cut where its pixels could.</summary>
    public virtual bool KeepsGrid => false;

    /// <summary>The shortest side of an image, in pixels, of which every stage has a position.</summary>
    public virtual int SmallestSide => 1;

    /// <summary>The stages that networks read, by their indices.</summary>
    public IReadOnlyList<int> Taps => [.. Enumerable.Range(0, Stages.Count).Where(stage => Stages[stage].IsTap)];

    /// <summary>The backbone of a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Backbone Of(string name) =>
        All.FirstOrDefault(backbone => backbone.Name == name) ?? throw new FormatException($"Backbone cannot be '{name}': there are {string.Join(", ", All.Select(b => b.Name))}");

    /// <summary>Side of the maps of a square crop.</summary>
    /// <param name="crop">Its side in pixels.</param>
    /// <param name="stride">The stride of the maps.</param>
    public virtual int Side(int crop, int stride) => (crop + stride - 1) / stride;

    /// <summary>The stage that ends a number of blocks after the stem, by its index.</summary>
    public int AfterBlocks(int count) => Enumerable.Range(0, Stages.Count).Where(stage => Stages[stage].EndsBlock).ElementAt(count);

    /// <summary>The last block at each resolution, by the stages' indices.</summary>
    /// <param name="finest">The stride of the first.</param>
    /// <param name="coarsest">The stride of the last.</param>
    public IReadOnlyList<int> LastBlocks(int finest, int coarsest) =>
        [.. Enumerable.Range(0, Stages.Count).Where(stage => Stages[stage].EndsBlock && Stages[stage].Stride >= finest && Stages[stage].Stride <= coarsest).GroupBy(stage => Stages[stage].Stride).Select(strides => strides.Last())];

    /// <summary>The maps of one stage: [batch, 3, height, width] → [batch, channels, height', width'].</summary>
    /// <param name="net">The scope of the backbone.</param>
    /// <param name="images">Normalised.</param>
    /// <param name="stage">The index of the stage.</param>
    public T Run<T>(INet<T> net, T images, int stage)
        where T : class => Continue(net, Stem(net, images), 0, stage);

    /// <summary>The maps of one stage, from those of an earlier one.</summary>
    public T Continue<T>(INet<T> net, T maps, int from, int to)
        where T : class => from == to ? maps : Read(net, maps, from, [to])[0];

    /// <summary>The maps of several stages, from those of an earlier one; what follows the last of them is not computed.</summary>
    /// <param name="net">The scope of the backbone.</param>
    /// <param name="maps">Of the stage <paramref name="from"/>.</param>
    /// <param name="from">The index of the stage that is there.</param>
    /// <param name="stages">The indices of the stages, ascending.</param>
    public IReadOnlyList<T> Read<T>(INet<T> net, T maps, int from, IReadOnlyList<int> stages)
        where T : class
    {
        var read = new List<T>();
        for (var stage = from + 1; stage <= stages[^1]; stage++)
        {
            maps = Next(net, maps, stage);
            if (stages.Contains(stage))
            {
                read.Add(maps);
            }
        }

        return read;
    }

    /// <summary>The maps of several stages, from the image.</summary>
    /// <param name="net">The scope of the backbone.</param>
    /// <param name="images">Normalised.</param>
    /// <param name="stages">The indices of the stages, ascending.</param>
    public IReadOnlyList<T> Read<T>(INet<T> net, T images, IReadOnlyList<int> stages)
        where T : class
    {
        var stem = Stem(net, images);
        return stages[0] > 0 ? Read(net, stem, 0, stages) : [stem, .. Read(net, stem, 0, stages)];
    }

    /// <summary>CKDN's embedding: the stages up to <see cref="EarlyStage"/>.</summary>
    /// <param name="net">The root of the network.</param>
    /// <param name="branch">The name of the copy: there are several.</param>
    /// <param name="images">[batch, 3, height, width].</param>
    public virtual T Early<T>(INet<T> net, string branch, T images)
        where T : class => Run(net.In(branch), images, EarlyStage);

    /// <summary>The stages from there to <see cref="LateStage"/>.</summary>
    public virtual T Late<T>(INet<T> net, T maps)
        where T : class => Continue(net, maps, EarlyStage, LateStage);

    /// <summary>The maps of the first stage.</summary>
    protected internal abstract T Stem<T>(INet<T> net, T images)
        where T : class;

    /// <summary>The maps of a stage, from those of the stage before it.</summary>
    protected internal abstract T Next<T>(INet<T> net, T maps, int stage)
        where T : class;
}

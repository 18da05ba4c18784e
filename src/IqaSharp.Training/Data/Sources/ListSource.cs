namespace IqaSharp.Training.Data.Sources;

/// <summary>A source that makes lists of images from pristine photographs, with pseudo-labels where a metric rates them.</summary>
/// <param name="context">Its place in the recipe.</param>
/// <param name="ratedBy">The metric that rates its images; null for none.</param>
internal abstract class ListSource(SourceContext context, string? ratedBy) : IExampleSource
{
    public abstract string Title { get; }

    public virtual IReadOnlyList<string> Labels => [];

    public void AddTo(ExampleCollector examples)
    {
        var lists = Lists().Where(list => !context.HeldOutOnly || context.IsHeldOut(list.Photograph));
        if (ratedBy is not null)
        {
            lists = PseudoLabels.Add([.. lists], ratedBy, context);
        }

        foreach (var list in lists)
        {
            var heldOut = context.IsHeldOut(list.Photograph);
            examples.AddList(Add(list.Examples, heldOut, examples), heldOut);
        }
    }

    /// <summary>All lists; no image is made yet.</summary>
    protected abstract IEnumerable<ExampleList> Lists();

    /// <summary>Adds a list's images.</summary>
    /// <returns>The indices of those to learn from.</returns>
    protected abstract int[] Add(IReadOnlyList<Example> list, bool heldOut, ExampleCollector examples);
}

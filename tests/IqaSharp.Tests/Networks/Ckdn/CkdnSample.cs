using IqaSharp.Networks.Ckdn;
using IqaSharp.Tests.Metrics;

namespace IqaSharp.Tests.Networks.Ckdn;

internal static class CkdnSample
{
    public static ArchitectureSample Record { get; } = new(
        CkdnArchitecture.Record,
        [TestModel.TinyCkdn, TestModel.TinyCkdn with { Whole = true, ViewingSide = 96 }, .. TestModel.CkdnVariants().Select(row => row.Data)],
        (config, image, reference) =>
        {
            var c = (CkdnConfig)config;
            var input = new CkdnInput(c);
            return c.Reference == CkdnReference.None ? [input.Restored(image)] : [input.Restored(image), input.Reference(reference)];
        });
}

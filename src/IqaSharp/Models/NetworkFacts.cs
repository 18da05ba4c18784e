using IqaSharp.Core;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Models;

/// <summary>What a card says of a network whatever its weights are.</summary>
/// <param name="ReferenceKind">What an image is held against.</param>
/// <param name="Range">The scores that it gives; null where only its training decides.</param>
/// <param name="SmallestSide">The shortest side in pixels that it looks at.</param>
/// <param name="Paper">Where it is published.</param>
internal sealed record NetworkFacts(ReferenceKind ReferenceKind, ScoreRange? Range, int SmallestSide, string Paper)
{
    public static NetworkFacts Of(NetworkConfig config) => config switch
    {
        MusiqConfig musiq => new(
            ReferenceKind.NoReference,
            musiq.IsDistribution ? new ScoreRange(1, musiq.Outputs) : musiq.Bounded ? new ScoreRange(0, MusiqConfig.Bound) : null,
            1,
            "Ke, Wang, Wang, Milanfar, Yang, \"MUSIQ: Multi-scale Image Quality Transformer\", ICCV 2021"),
        IqtConfig iqt => new(
            ReferenceKind.FullReference,
            iqt.Bounded ? new ScoreRange(0, IqtConfig.Bound) : null,
            iqt.Whole ? 1 : iqt.Crop,
            "Cheon, Yoon, Kang, Lee, \"Perceptual Image Quality Assessment with Transformers\", CVPR Workshops 2021"),
        var other => new(
            ((CkdnConfig)other).Reference == CkdnReference.None ? ReferenceKind.NoReference : ReferenceKind.DegradedReference,
            new ScoreRange(0, 1),
            1,
            "Zheng, Yang, Fu, Zha, Luo, \"Learning Conditional Knowledge Distillation for Degraded-Reference Image Quality Assessment\", ICCV 2021"),
    };
}

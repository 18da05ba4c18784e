using System.Runtime.Intrinsics.X86;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>Whether this processor multiplies bytes so much faster than floats that a network in integers pays.</summary>
/// <remarks>The instructions are VNNI's, of Intel since 2019 and AMD since 2022. Without them ONNX Runtime multiplies bytes by instructions whose sums of two products saturate at 16 bits:
/// results would be wrong. On ARM nothing has been measured.</remarks>
internal static class ByteArithmetic
{
    private const int Avx512VnniBit = 11; // of ECX in leaf 7, 0
    private const int AvxVnniBit = 4; // of EAX in leaf 7, 1

    /// <summary>Whether it does.</summary>
    public static bool Pays { get; } = X86Base.IsSupported && HasVnni();

    private static bool HasVnni()
    {
        var (highest, _, _, _) = X86Base.CpuId(0, 0);
        return highest >= 7 && ((Avx512BW.VL.IsSupported && IsSet(X86Base.CpuId(7, 0).Ecx, Avx512VnniBit)) || (Avx2.IsSupported && IsSet(X86Base.CpuId(7, 1).Eax, AvxVnniBit)));
    }

    private static bool IsSet(int register, int bit) => ((register >> bit) & 1) == 1;
}

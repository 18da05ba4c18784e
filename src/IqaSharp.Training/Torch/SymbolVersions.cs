using System.Buffers.Binary;
using System.Text;

namespace IqaSharp.Training.Torch;

/// <summary>The symbol versions that a shared library of Linux requires of others: the section <c>.gnu.version_r</c> of a 64-bit little-endian ELF file.</summary>
/// <remarks>Linux Standard Base, "Symbol Versioning", figures 2-3 and 2-4.</remarks>
internal static class SymbolVersions
{
    private const uint RequirementSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK: a missing version is not an error

    /// <summary>Makes every requirement of a version weak. A library without it stays unchanged.</summary>
    public static void Relax(Span<byte> elf, string version)
    {
        if (!elf.StartsWith("\u007fELF\u0002\u0001"u8))
        {
            return;
        }

        var sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
        var (size, count) = (BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3a..]), BinaryPrimitives.ReadUInt16LittleEndian(elf[0x3c..]));
        for (var i = 0; i < count; i++)
        {
            var section = elf.Slice(sections + (i * size), size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) == RequirementSection)
            {
                var names = elf.Slice(sections + ((int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]) * size), size);
                RelaxSection(elf[Offset(section)..], elf[Offset(names)..], version);
            }
        }
    }

    private static int Offset(ReadOnlySpan<byte> section) => (int)BinaryPrimitives.ReadUInt64LittleEndian(section[0x18..]);

    private static void RelaxSection(Span<byte> library, ReadOnlySpan<byte> names, string version)
    {
        var wanted = Encoding.ASCII.GetBytes(version + '\0');
        while (true)
        {
            var requirement = library[(int)BinaryPrimitives.ReadUInt32LittleEndian(library[8..])..];
            for (var left = BinaryPrimitives.ReadUInt16LittleEndian(library[2..]); left > 0; left--)
            {
                if (names[(int)BinaryPrimitives.ReadUInt32LittleEndian(requirement[8..])..].StartsWith(wanted))
                {
                    requirement[4] |= (byte)Weak;
                }

                requirement = requirement[(int)BinaryPrimitives.ReadUInt32LittleEndian(requirement[12..])..];
            }

            var next = (int)BinaryPrimitives.ReadUInt32LittleEndian(library[12..]);
            if (next == 0)
            {
                return;
            }

            library = library[next..];
        }
    }
}

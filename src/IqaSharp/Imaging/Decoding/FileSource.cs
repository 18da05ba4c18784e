using Microsoft.Win32.SafeHandles;
using NetVips;

namespace IqaSharp.Imaging.Decoding;

/// <summary>An open file for libvips, which reads it piece by piece. libvips would map a file that it opens itself,
/// and reading a mapped file that another program cuts off ends the process.</summary>
/// <remarks>Only for the loaders that read: for those that take the whole file at once, libvips' own copying trusts the length that the file had at first.</remarks>
internal static class FileSource
{
    /// <param name="file">Seekable; it stays open until the source is disposed.</param>
    public static Source Of(SafeFileHandle file)
    {
        var (position, length) = (0L, RandomAccess.GetLength(file));
        var source = new SourceCustom();
        source.OnRead += (buffer, count) =>
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(0, count), position);
            position += read;
            return read;
        };
        source.OnSeek += (offset, origin) =>
        {
            var target = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.End ? length : position);
            return target < 0 ? -1 : position = target;
        };
        return source;
    }
}

using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Images with changed channels.</summary>
internal static class ChannelChanges
{
    extension(Image image)
    {
        /// <summary>Luma changed, the chrominances kept.</summary>
        public Image ChangeLuma(Func<Plane, Plane> change)
        {
            using var ycc = Channels.Ycc(image);
            using var luma = change(ycc.First);
            return new Channels(luma, ycc.Second, ycc.Third).FromYcc();
        }

        /// <summary>Luma and the chrominances changed, one by one.</summary>
        public Image ChangeEach(Func<Plane, Plane> change) => image.Change(ycc => ycc.Select(change));

        /// <summary>Luma and the chrominances changed together.</summary>
        public Image Change(Func<Channels, Channels> change)
        {
            using var ycc = Channels.Ycc(image);
            using var result = change(ycc);
            return result.FromYcc();
        }
    }
}

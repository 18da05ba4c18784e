using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Filtering;

/// <summary>Filters images in Y, Cb and Cr.</summary>
internal static class YCbCrExtensions
{
    extension(Image image)
    {
        /// <summary>Filters luma and keeps chroma.</summary>
        public Image FilterLuma(Func<Plane, Plane> filter)
        {
            using var planes = YCbCr.Of(image);
            using var luma = filter(planes.First);
            return YCbCr.ToImage(new ColourPlanes(luma, planes.Second, planes.Third));
        }

        /// <summary>Filters Y, Cb and Cr independently.</summary>
        public Image FilterEach(Func<Plane, Plane> filter) => image.FilterYCbCr(planes => planes.Select(filter));

        /// <summary>Filters Y, Cb and Cr jointly.</summary>
        public Image FilterYCbCr(Func<ColourPlanes, ColourPlanes> filter)
        {
            using var planes = YCbCr.Of(image);
            using var result = filter(planes);
            return YCbCr.ToImage(result);
        }
    }
}

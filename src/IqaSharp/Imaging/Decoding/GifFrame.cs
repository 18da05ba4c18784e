namespace IqaSharp.Imaging.Decoding;

/// <summary>Where the first frame of a GIF is on its screen.</summary>
/// <param name="Left">The frame's first column.</param>
/// <param name="Top">The frame's first row.</param>
/// <param name="Width">The frame's pixels per row.</param>
/// <param name="Height">The frame's rows.</param>
internal readonly record struct GifFrame(int Left, int Top, int Width, int Height)
{
    /// <summary>The image as browsers show it: the screen is transparent where the frame is not, whatever its background colour.
    /// libvips leaves it black if the frame has no transparent pixels.</summary>
    /// <param name="screen">The decoded screen.</param>
    public Image Place(Image screen)
    {
        if (Left == 0 && Top == 0 && Width >= screen.Width && Height >= screen.Height)
        {
            return screen;
        }

        var pixels = screen.Pixels.ToArray();
        for (var y = 0; y < screen.Height; y++)
        {
            var row = pixels.AsSpan(y * screen.Width * 3, screen.Width * 3);
            if (y < Top || y >= Top + Height)
            {
                row.Fill(255);
                continue;
            }

            row[..(3 * Math.Min(Left, screen.Width))].Fill(255);
            row[(3 * Math.Min(Left + Width, screen.Width))..].Fill(255);
        }

        return new Image(screen.Width, screen.Height, pixels);
    }
}

namespace IqaSharp.Imaging.Decoding;

/// <summary>The tags that are read: TIFF 6.0; <see cref="SubDirectories"/> of Adobe's technical note 1; <see cref="DngVersion"/> of DNG.</summary>
internal enum TiffTag
{
    SubfileType = 254,
    Width = 256,
    Height = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    Orientation = 274,
    SamplesPerPixel = 277,
    PlanarConfiguration = 284,
    TileWidth = 322,
    TileHeight = 323,
    SubDirectories = 330,
    InkSet = 332,
    ExtraSamples = 338,
    SampleFormat = 339,
    YCbCrCoefficients = 529,
    YCbCrSubSampling = 530,
    ReferenceBlackWhite = 532,
    DngVersion = 50706,
}

"""Makes the fixtures of this folder: python3 make.py (Pillow 9.4, numpy, ImageMagick 6, cwebp, avifenc 0.11).

Beside each image lies NAME.rgb: the pixels that it must decode to, [height, width, 3], as Pillow sees them unless noted here.
The picture is synthetic: waves of colour with noise, so that every block of a codec holds something.
"""
import os
import struct
import subprocess
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps
from io import BytesIO

W, H = 33, 23  # odd, so that subsampled chroma and partial blocks matter
rng = np.random.default_rng(3)
y, x = np.mgrid[0:H, 0:W]
waves = np.stack([np.sin(x / 5 + y / 9), np.cos(x / 7 - y / 4), np.sin((x + 2 * y) / 11)], -1)
pixels = np.clip(128 + 110 * waves + rng.normal(0, 6, waves.shape), 0, 255).astype(np.uint8)
rgb = Image.fromarray(pixels)
grey = rgb.convert("L")
alpha = ((x * 8 + y * 3) % 256).astype(np.uint8)
rgba = Image.fromarray(np.dstack([pixels, alpha]))


def on_white(image):
    image = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def expect(name, image):
    data = image.convert("RGB").tobytes() if isinstance(image, Image.Image) else np.ascontiguousarray(image, np.uint8).tobytes()
    open(name + ".rgb", "wb").write(data)


def save(name, image, expected=None, **options):
    """Saves with Pillow; what Pillow reads back, on white and upright, is expected unless said otherwise."""
    image.save(name, **options)
    if expected is None:
        read = ImageOps.exif_transpose(Image.open(name))
        expected = on_white(read) if read.mode in ("RGBA", "LA", "PA") or "transparency" in read.info else read
    expect(name, expected)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def png(name, array, colour, bits, expected, extra=b""):
    """16 bits and colour keys, which Pillow does not write."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = array.astype(">u2" if bits == 16 else "u1").reshape(H, -1)
    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    open(name, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, bits, colour, 0, 0, 0))
                           + (chunk(b"tRNS", extra) if extra else b"") + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b""))
    expect(name, expected)


# --- ICC profiles, written by hand (ICC.1:2001-04) ---
def profile(space, pcs, tags):
    head, data = [], b""
    at = 128 + 4 + 12 * len(tags)
    for kind, body in tags:
        body += b"\0" * (-len(body) % 4)
        head.append(struct.pack(">4sII", kind, at + len(data), len(body)))
        data += body
    table = struct.pack(">I", len(tags)) + b"".join(head) + data
    cls = b"prtr" if space == b"CMYK" else b"mntr"
    header = struct.pack(">I4sI4s4s4s12s4s", 128 + len(table), b"\0\0\0\0", 0x02100000, cls, space, pcs, b"\x07\xe8\0\1\0\1\0\0\0\0\0\0", b"acsp")
    header += b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + table


def xyz(*v):
    return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(65536 * c) for c in v))


def gamma(g):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(256 * g))


def desc(text):
    text = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 78


white, copyright_ = (b"wtpt", xyz(0.9642, 1, 0.8249)), (b"cprt", b"text\0\0\0\0CC0\0")
P3 = profile(b"RGB ", b"XYZ ", [(b"desc", desc("P3 gamma 2.2")), white, copyright_,
             (b"rXYZ", xyz(0.51512, 0.2412, -0.00105)), (b"gXYZ", xyz(0.29198, 0.69225, 0.04189)), (b"bXYZ", xyz(0.1571, 0.06657, 0.78407)),
             (b"rTRC", gamma(2.2)), (b"gTRC", gamma(2.2)), (b"bTRC", gamma(2.2))])
GREY = profile(b"GRAY", b"XYZ ", [(b"desc", desc("Gray gamma 1.0")), white, copyright_, (b"kTRC", gamma(1.0))])


def cmyk_lab():
    """A two-step table of Lab (8 bits) over the corners of CMYK: paper, inks and their overprints."""
    inks = {(0, 0, 0): (95, 0, 0), (1, 0, 0): (55, -37, -50), (0, 1, 0): (48, 74, -3), (0, 0, 1): (89, -5, 93),
            (1, 1, 0): (24, 22, -46), (0, 1, 1): (47, 68, 48), (1, 0, 1): (50, -68, 33), (1, 1, 1): (23, 0, 0)}
    table = b""
    for c in (0, 1):
        for m in (0, 1):
            for ye in (0, 1):
                for k in (0, 1):
                    l, a, b = inks[c, m, ye]
                    l, a, b = (l * 0.15, a * 0.1, b * 0.1) if k else (l, a, b)
                    table += bytes([round(l * 2.55), round(a + 128), round(b + 128)])
    identity = b"".join(struct.pack(">9i", *(65536 * (i % 4 == 0) for i in range(9))) for _ in range(1))
    ramp = bytes(range(256))
    return b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + identity + ramp * 4 + table + ramp * 3


CMYK = profile(b"CMYK", b"Lab ", [(b"desc", desc("Four inks")), white, copyright_, (b"A2B0", cmyk_lab())])
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def to_srgb(image, icc):
    return ImageCms.profileToProfile(image, BytesIO(icc), BytesIO(SRGB), outputMode="RGB")


# --- JPEG ---
save("baseline-420.jpg", rgb, quality=90)
save("baseline-444.jpg", rgb, quality=95, subsampling=0)
save("baseline-422.jpg", rgb, quality=80, subsampling=1)
save("progressive.jpg", rgb, quality=85, progressive=True)
save("grey.jpg", grey, quality=90)
cmyk = Image.fromarray(np.dstack([255 - pixels, alpha // 3]), "CMYK")
save("cmyk.jpg", cmyk, quality=95)
cmyk.save("cmyk-profile.jpg", quality=95, icc_profile=CMYK)
expect("cmyk-profile.jpg", to_srgb(Image.open("cmyk-profile.jpg"), CMYK))
run("convert", "cmyk.jpg", "-quality", "95", "-define", "jpeg:colorspace=YCCK", "-colorspace", "CMYK", "ycck.jpg")
expect("ycck.jpg", Image.open("ycck.jpg"))
for o in range(1, 9):
    exif = Image.Exif()
    exif[274] = o
    save(f"orientation-{o}.jpg", rgb, quality=85, exif=exif)
save("srgb-profile.jpg", rgb, quality=90, icc_profile=SRGB)
rgb.save("p3-profile.jpg", quality=95, icc_profile=P3)
expect("p3-profile.jpg", to_srgb(Image.open("p3-profile.jpg"), P3))
grey.save("grey-profile.jpg", quality=95, icc_profile=GREY)
expect("grey-profile.jpg", to_srgb(Image.open("grey-profile.jpg"), GREY))
save("broken-profile.jpg", rgb, quality=90, icc_profile=P3[:200])
save("foreign-profile.jpg", rgb, quality=90, icc_profile=CMYK)

# --- PNG ---
save("rgb.png", rgb)
save("rgba.png", rgba)
save("grey.png", grey)
save("grey-alpha.png", Image.merge("LA", (grey, Image.fromarray(alpha))))
save("palette.png", rgb.quantize(37))
save("palette-2bit.png", rgb.quantize(4), bits=2)
p = rgb.quantize(16)
save("palette-trns.png", p, transparency=bytes(range(0, 256, 16)))
save("1bit.png", grey.convert("1"))
run("convert", "rgb.png", "-interlace", "PNG", "interlaced.png")
expect("interlaced.png", rgb)
wide = pixels.astype(np.uint16) * 256 + rng.integers(0, 256, pixels.shape)
png("rgb16.png", wide, 2, 16, wide >> 8)
png("grey16.png", wide[..., 0], 0, 16, np.repeat(wide[..., :1] >> 8, 3, -1))
png("rgba16.png", np.dstack([wide, alpha.astype(int) * 257]), 6, 16, on_white(rgba))
r, g, b = pixels[4, 5]
key = np.where((pixels == pixels[4, 5]).all(-1, keepdims=True), 255, pixels)
png("colour-key.png", pixels, 2, 8, key, struct.pack(">HHH", r, g, b))
rgb.save("p3-profile.png", icc_profile=P3)
expect("p3-profile.png", to_srgb(rgb, P3))
rgba.save("p3-profile-alpha.png", icc_profile=P3)
expect("p3-profile-alpha.png", on_white(Image.merge("RGBA", (*to_srgb(rgb, P3).split(), rgba.getchannel("A")))))
exif = Image.Exif()
exif[274] = 6
save("orientation-6.png", rgb, exif=exif, expected=rgb.transpose(Image.Transpose.ROTATE_270))

# --- WebP, GIF, AVIF ---
save("lossy.webp", rgb, quality=80)
save("lossless.webp", rgb, lossless=True)
save("alpha.webp", rgba, lossless=True, exact=True)
save("animated.webp", rgb, save_all=True, append_images=[ImageOps.invert(rgb)], lossless=True, expected=rgb)
save("plain.gif", rgb.quantize(64))
save("animated.gif", rgb.quantize(64), save_all=True, append_images=[ImageOps.invert(rgb).quantize(64)], expected=rgb.quantize(64))
save("transparent.gif", p, transparency=3)
run("avifenc", "--lossless", "-s", "8", "rgb.png", "lossless.avif")
expect("lossless.avif", rgb)
run("avifenc", "--min", "0", "--max", "0", "-y", "444", "-d", "10", "-s", "8", "rgb.png", "10bit.avif")
expect("10bit.avif", rgb)  # within ±2: it is nearly lossless
run("avifenc", "--lossless", "-s", "8", "rgba.png", "alpha.avif")
expect("alpha.avif", on_white(rgba))

# --- TIFF ---
save("lzw.tif", rgb, compression="tiff_lzw")
save("deflate.tif", rgb, compression="tiff_adobe_deflate")
save("plain.tif", rgb)
save("grey.tif", grey)
save("1bit.tif", grey.convert("1"), compression="group4")
save("palette.tif", rgb.quantize(40))
save("rgba.tif", rgba)
save("cmyk.tif", cmyk)
save("pages.tif", rgb, save_all=True, append_images=[ImageOps.invert(rgb)], expected=rgb)
run("convert", "rgb16.png", "-endian", "MSB", "-depth", "16", "-compress", "Zip", "rgb16-msb.tif")
expect("rgb16-msb.tif", wide >> 8)
run("convert", "rgb.png", "-define", "tiff:tile-geometry=16x16", "tiles.tif")
expect("tiles.tif", rgb)

# --- BMP (more are built by the tests) ---
save("24bit.bmp", rgb)
save("palette.bmp", rgb.quantize(50))
run("convert", "rgba.png", "-define", "bmp:format=bmp4", "alpha.bmp")
expect("alpha.bmp", on_white(rgba))

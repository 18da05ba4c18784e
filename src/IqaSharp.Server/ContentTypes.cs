using Microsoft.AspNetCore.StaticFiles;

namespace IqaSharp.Server;

/// <summary>The types of the files that a page is made of; a file of another type is not served.</summary>
internal static class ContentTypes
{
    public static FileExtensionContentTypeProvider Known { get; } = new(new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".wasm"] = "application/wasm",
        [".onnx"] = "application/octet-stream",
    });
}

using IqaSharp.Core;

namespace IqaSharp.Engines.Onnx;

/// <summary>A device, and whether networks run on it in this program.</summary>
/// <param name="Device">The device.</param>
/// <param name="Missing">What is missing and what to install, in one line; null where networks run on it.</param>
public sealed record DeviceSupport(Device Device, string? Missing)
{
    /// <summary>All devices. The libraries of those that this program's ONNX Runtime was built for are loaded, to see whether that works.</summary>
    public static IReadOnlyList<DeviceSupport> Here => [.. Enum.GetValues<Device>().Select(device => new DeviceSupport(device, ExecutionProvider.Of(device)?.Missing()))];

    /// <summary>Refuses a device that networks do not run on here.</summary>
    internal static void Require(Device device)
    {
        if (ExecutionProvider.Of(device)?.Missing() is { } missing)
        {
            throw Unusable(device, missing);
        }
    }

    /// <summary>The exception for a device that cannot be used.</summary>
    internal static BadInputException Unusable(Device device, string missing, Exception? inner = null) => new(Name(device), missing, inner);

    /// <summary>A device as it is written on the command line.</summary>
    internal static string Name(Device device) => device.ToString().ToLowerInvariant();
}

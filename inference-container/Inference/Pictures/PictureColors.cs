using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Colors as a screen shows them.</summary>
internal static class PictureColors
{
    private const string ProfileField = "icc-profile-data";
    private const string Srgb = "srgb";
    private const int Depth = 8;

    // Offsets in a profile's header of the device's manufacturer and model (ICC.1:2022, 7.2).
    private const int DeviceOffset = 48;

    // Offset of the color space that the profile describes, and the length of its name.
    private const int SpaceOffset = 16;
    private const int SpaceLength = 4;

    /// <summary>
    /// Converts to 8-bit sRGB, by the picture's own color profile if it has a readable one: phones and cameras store wider color spaces, whose values
    /// look pale as sRGB and change the networks' results.
    /// </summary>
    public static Image ToSrgb(Image loaded)
    {
        if (loaded.Contains(ProfileField) && (byte[])loaded.Get(ProfileField) is var profile && !IsSrgb(profile) && Explains(profile, loaded))
        {
            try
            {
                return loaded.IccTransform(Srgb, embedded: true, intent: Enums.Intent.Perceptual, depth: Depth);
            }
            catch (VipsException)
            {
                // The profile is broken or for another kind of picture; the plain values are all there is.
            }
        }

        return loaded.Colourspace(Enums.Interpretation.Srgb);
    }

    /// <summary>Whether the profile is for the pixels' color space: libvips would apply one for another space, such as XYZ, and turn them white.</summary>
    private static bool Explains(ReadOnlySpan<byte> profile, Image loaded)
    {
        var bands = loaded.Bands - (loaded.HasAlpha() ? 1 : 0);
        var expected = bands switch
        {
            1 => "GRAY"u8,
            3 => "RGB "u8,
            _ => "CMYK"u8,
        };
        return profile.Length > DeviceOffset && profile.Slice(SpaceOffset, SpaceLength).SequenceEqual(expected);
    }

    /// <summary>Whether the profile is sRGB itself, which changes nothing.</summary>
    private static bool IsSrgb(ReadOnlySpan<byte> profile) =>
        profile.Length > DeviceOffset && profile[DeviceOffset..].StartsWith("IEC sRGB"u8);
}

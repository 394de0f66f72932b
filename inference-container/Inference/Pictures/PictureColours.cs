using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Colours as a screen shows them.</summary>
internal static class PictureColours
{
    private const string ProfileField = "icc-profile-data";
    private const string Srgb = "srgb";
    private const int Depth = 8;

    // Where a profile's header says whose device and which one of theirs it is made for (ICC.1:2022, 7.2).
    private const int DeviceOffset = 48;

    // Where it says of which space the numbers are that it explains, and the length of the name.
    private const int SpaceOffset = 16;
    private const int SpaceLength = 4;

    /// <summary>
    /// sRGB of 8 bits, by the picture's own colour profile if it has one that can be read: phones and cameras store wider spaces, whose numbers
    /// taken for sRGB look pale and change what networks see.
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
                // A profile that is broken or of another kind of picture; the numbers are all there is.
            }
        }

        return loaded.Colourspace(Enums.Interpretation.Srgb);
    }

    /// <summary>Whether the profile is of the pixels' space: one of another, such as XYZ, would be applied all the same and turn them white.</summary>
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

    /// <summary>Whether the profile is sRGB's own, which says what is so without it.</summary>
    private static bool IsSrgb(ReadOnlySpan<byte> profile) =>
        profile.Length > DeviceOffset && profile[DeviceOffset..].StartsWith("IEC sRGB"u8);
}

using SegFunctions.Media;

namespace SegFunctions.Tests.Media;

public sealed class InlineFileTests
{
    private const int MaxBytes = 24;

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];

    [Theory]
    [InlineData("")]
    [InlineData("data:image/png;base64,")]
    [InlineData("DATA:image/jpeg;charset=x;BASE64,")]
    [InlineData("data:;base64,")]
    public void A_picture_is_what_its_bytes_say(string head)
    {
        var file = InlineFile.TryRead(head + Convert.ToBase64String(Png), MaxBytes, out var fault);

        Assert.Null(fault);
        Assert.Equal(("image/png", Convert.ToHexString(Png)), (file!.ContentType, Convert.ToHexString(file.Bytes.Span)));
    }

    [Theory]
    [InlineData("data:image/png,abc", "must be a data URI in base64: data:image/png;base64,...")]
    [InlineData("data:image/png;base64,", "must be base64 with its padding, and not empty")]
    [InlineData("data:image/png;base64,!!!!", "must be base64 with its padding, and not empty")]
    [InlineData("iVBORw0", "must be base64 with its padding, and not empty")]
    [InlineData("AAAA", "must hold a JPEG, PNG or WebP picture")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "may hold a file of at most 24 bytes")]
    public void What_is_no_picture_is_a_fault(string text, string expected)
    {
        Assert.Null(InlineFile.TryRead(text, MaxBytes, out var fault));
        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void The_limit_is_of_the_file_and_to_the_byte(int bytes, bool isTaken)
    {
        var text = Convert.ToBase64String([.. Png, .. new byte[bytes - Png.Length]]);

        Assert.Equal(isTaken, InlineFile.TryRead(text, MaxBytes, out _) is not null);
        Assert.InRange(text.Length, 0, InlineFile.MaxTextLength(bytes));
    }
}

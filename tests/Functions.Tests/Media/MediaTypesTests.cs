using SegFunctions.Media;

namespace SegFunctions.Tests.Media;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("image/png", true)]
    [InlineData("image/jpeg", true)]
    [InlineData("image/jpg", true)]
    [InlineData("image/webp", true)]
    [InlineData("application/octet-stream", true)]
    [InlineData("video/mp4", false)]
    public void These_can_be_uploaded(string contentType, bool picture)
    {
        Assert.Equal(contentType, MediaTypes.FindUploadable(contentType));
        Assert.Equal(picture, MediaTypes.MayBePicture(contentType));
    }

    [Theory]
    [InlineData("IMAGE/JPEG", "image/jpeg")]
    [InlineData(" image/png ", "image/png")]
    [InlineData("Video/MP4", "video/mp4")]
    public void Case_and_spaces_do_not_matter(string contentType, string type) => Assert.Equal(type, MediaTypes.FindUploadable(contentType));

    [Theory]
    [InlineData("image/jpeg", true)]
    [InlineData("IMAGE/JPEG", true)]
    [InlineData("image/jpeg; charset=utf-8", true)]
    [InlineData("image/png", false)]
    [InlineData("image/jpeg, image/png", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_request_declares_the_same_type_whatever_else_it_says(string? header, bool same) =>
        Assert.Equal(same, MediaTypes.AreSame("image/jpeg", header));

    [Theory]
    [InlineData("")]
    [InlineData("image")]
    [InlineData("image/")]
    [InlineData("text/html")]
    [InlineData("image/png; charset=utf-8")]
    [InlineData("image/png, text/html")]
    [InlineData("image/png\r\nX: y")]
    [InlineData("application/json")]
    [InlineData("image/gif")]
    [InlineData("image/heic")]
    [InlineData("image/*")]
    public void These_cannot(string contentType)
    {
        Assert.Null(MediaTypes.FindUploadable(contentType));
        Assert.False(MediaTypes.MayBePicture(contentType));
    }

    [Theory]
    [InlineData("FFD8FFE000104A4649460001", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000000D", "image/png")]
    [InlineData("524946461A00000057454250", "image/webp")]
    [InlineData("FFD8FF", "image/jpeg")]
    [InlineData("524946461A00000057415645", null)]
    [InlineData("52494646", null)]
    [InlineData("474946383961010001000000", null)]
    [InlineData("3C21646F6374797065206874", null)]
    [InlineData("", null)]
    public void A_file_begins_with_its_type(string head, string? type) => Assert.Equal(type, MediaTypes.FindPicture(Convert.FromHexString(head)));
}

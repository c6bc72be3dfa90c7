using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LearnWeb.Models.Database.Migrations
{
    /// <inheritdoc />
    public partial class AccountGuesses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "GuessableAt",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "WrongGuesses",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "GuessableAt",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "WrongGuesses",
                table: "Accounts");
        }
    }
}

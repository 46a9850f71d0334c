"""`python -m compare`, the same as the command `claim-compare`."""

from compare.cli import main

if __name__ == "__main__":
    main()

"""What allauth registers is for nobody to see or change: addresses and secrets are kept on the person's own pages."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin

admin.site.unregister([EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])

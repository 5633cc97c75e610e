"""Countries to which families went and from which they came, in the six languages."""

from __future__ import annotations

from ai.narrative.checking.packs.base import words

COUNTRIES = words(
    """England Scotland Wales Ireland Britain Germany France Italy Spain Portugal Switzerland
    Austria Belgium Holland Netherlands Denmark Sweden Norway Poland Russia America Canada
    Australia Brazil Argentina Africa Angola Mozambique India China Japan
    Inglaterra Escócia Irlanda Alemanha França Itália Espanha Suíça Áustria Bélgica Holanda
    Dinamarca Suécia Noruega Polónia Polônia Rússia América Canadá Austrália Brasil África
    Moçambique Índia Japão Venezuela Uruguai
    Escocia Alemania Francia Italia España Suiza Austria Suecia Noruega Polonia Rusia Australia
    Mozambique Japón Uruguay México Cuba Chile Perú Marruecos
    Angleterre Écosse Irlande Allemagne Italie Espagne Suisse Autriche Belgique Hollande Danemark
    Suède Norvège Pologne Russie Amérique Australie Brésil Argentine Afrique Inde Chine Japon
    Algérie Maroc Tunisie Indochine
    Schottland Irland Deutschland Frankreich Italien Spanien Schweiz Österreich Belgien Dänemark
    Schweden Norwegen Polen Russland Amerika Kanada Australien Brasilien Argentinien Afrika Indien
    Scozia Germania Spagna Portogallo Svizzera Belgio Olanda Danimarca Svezia Norvegia Russia
    Brasile Cina Giappone Libia Etiopia"""
)
